/** Instagram. */
import type { Profile } from "./Profile.ts"

export const instagram: Profile = {
  name: "instagram",
  title: "Instagram",
  endpoints: {
    authorize: "https://www.instagram.com/oauth/authorize",
    token: "https://api.instagram.com/oauth/access_token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["instagram_business_basic"],
  quirks: [
    { name: "commaScopes" },
    { name: "missingExpiresIn" },
    { name: "noRefreshToken" },
    { name: "extraTokenMembers", members: { user_id: 1 } },
    {
      name: "errorBody",
      template: { error_type: "OAuthException", code: "{status}", error_message: "{description}" }
    }
  ],
  lifetimes: { accessToken: 86_400 },
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml, packages/shared/lib/clients/provider.client.ts",
      by: "others",
      says:
        "Both endpoints; commas between scopes; id and secret go into the body; the first token lives 24 hours, " +
        "which the answer does not say; there is no refresh token, and an access token is renewed by grants of " +
        "Instagram's own.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "lifetimes",
        "commaScopes",
        "missingExpiresIn",
        "noRefreshToken"
      ],
      read: "2026-11-25"
    },
    {
      at: "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
      by: "provider",
      says:
        "The scopes, with commas between them; the answer has the token and `user_id`; an error has " +
        "`error_type`, `code` and `error_message`.",
      supports: ["scopes", "commaScopes", "extraTokenMembers", "errorBody"],
      read: "2026-11-30"
    },
    {
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "status 401 without an error code" }
}
