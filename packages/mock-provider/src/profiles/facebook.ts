/** Facebook. */
import type { Profile } from "./Profile.ts"

export const facebook: Profile = {
  name: "facebook",
  title: "Facebook",
  endpoints: {
    authorize: "https://www.facebook.com/v24.0/dialog/oauth",
    token: "https://graph.facebook.com/v24.0/oauth/access_token"
  },
  otherEndpoints: {
    authorize: ["https://www.facebook.com/{version}/dialog/oauth"],
    token: ["https://graph.facebook.com/{version}/oauth/access_token"]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["email"],
  quirks: [
    { name: "noRefreshToken" },
    {
      name: "errorBody",
      template: { error: { message: "{description}", type: "OAuthException", code: 100 } }
    }
  ],
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml, packages/shared/lib/clients/provider.client.ts",
      by: "others",
      says:
        "Both endpoints, of v22.0; id and secret go into the body; there is no refresh token, and an access " +
        "token is exchanged for a longer one by a grant of Facebook's own.",
      supports: ["otherEndpoints", "clientAuthentication", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/facebook.ts (451aa4b)",
      by: "others",
      says: "Both endpoints, of v24.0.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/facebook.ts (v3)",
      by: "others",
      says: "Both endpoints, of v16.0; id and secret go into the body; there is no refresh.",
      supports: ["otherEndpoints", "clientAuthentication", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/facebook.ts",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/laravel/socialite/issues/385",
      by: "others",
      says: "A refused code as it comes: status 400, and `error` is an object with message, type and code.",
      supports: ["errorBody"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "status 401 without an error code" }
}
