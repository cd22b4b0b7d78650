/** Todoist. */
import type { Profile } from "./Profile.ts"

export const todoist: Profile = {
  name: "todoist",
  title: "Todoist",
  endpoints: {
    authorize: "https://todoist.com/oauth/authorize",
    token: "https://todoist.com/oauth/access_token",
    revoke: "https://api.todoist.com/api/v1/revoke"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["data:read", "task:add"],
  quirks: [{ name: "commaScopes" }, { name: "missingExpiresIn" }, { name: "noRefreshToken" }],
  lifetimes: { accessToken: "unlimited" },
  allow: { missingGrantType: true, missingRedirectUri: true },
  sources: [
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/todoist.ts",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "Doist/todoist-api-python: todoist_api_python/authentication.py",
      by: "provider",
      says: "The exchange has id, secret and code, and nothing else.",
      supports: ["clientAuthentication", "allow"],
      read: "2026-11-30"
    },
    {
      at: "https://doist.github.io/todoist-api-typescript/authorization",
      by: "provider",
      says: "Names of scopes; an access token, once had, is used from then on.",
      supports: ["scopes", "lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "https://doist.github.io/todoist-sdk-typescript/api/type-aliases/AuthTokenResponse",
      by: "provider",
      says: "The answer has the access token and its type, and neither an expiry nor a refresh token.",
      supports: ["lifetimes", "missingExpiresIn", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "https://withone.ai",
      by: "others",
      says: "A copy of the documents: where tokens are revoked.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; commas stand between scopes.",
      supports: ["endpoints", "commaScopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
