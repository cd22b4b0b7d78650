/** Instagram, for business accounts. */
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
  scopes: ["user_profile"],
  quirks: [{ name: "commaScopes" }, { name: "missingExpiresIn" }, { name: "noRefreshToken" }],
  lifetimes: { accessToken: 86_400 },
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml, packages/shared/lib/clients/provider.client.ts",
      by: "others",
      says:
        "Both endpoints; commas between scopes; id and secret go into the body; the first token lives 24 hours, which the " +
        "answer does not say; there is no refresh token, and an access token is renewed by grants of Instagram's own.",
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
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/instagram.ts",
      by: "others",
      says: "A scope for example, of accounts that are no business.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
