/** Facebook. */
import type { Profile } from "./Profile.ts"

export const facebook: Profile = {
  name: "facebook",
  title: "Facebook",
  endpoints: {
    authorize: "https://www.facebook.com/v22.0/dialog/oauth",
    token: "https://graph.facebook.com/v22.0/oauth/access_token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["email"],
  quirks: [{ name: "noRefreshToken" }],
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml, packages/shared/lib/clients/provider.client.ts",
      by: "others",
      says:
        "Both endpoints; id and secret go into the body; there is no refresh token, and an access token is exchanged for a " +
        "longer one by a grant of Facebook's own.",
      supports: ["endpoints", "clientAuthentication", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/facebook.ts (v3)",
      by: "others",
      says: "Id and secret go into the body; there is no refresh.",
      supports: ["clientAuthentication", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/facebook.ts",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
