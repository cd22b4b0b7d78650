/** Reddit. */
import type { Profile } from "./Profile.ts"

export const reddit: Profile = {
  name: "reddit",
  title: "Reddit",
  endpoints: {
    authorize: "https://www.reddit.com/api/v1/authorize",
    token: "https://www.reddit.com/api/v1/access_token",
    revoke: "https://www.reddit.com/api/v1/revoke_token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["identity", "read"],
  quirks: [
    { name: "refreshTokenOnlyIf", parameter: "duration", value: "permanent" },
    {
      name: "errorStatuses",
      statuses: { "200": ["code-client", "code-expired", "code-reused", "code-unknown", "code-redirect-uri"] }
    },
    {
      name: "errorCodes",
      codes: {
        invalid_request: [
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ]
      }
    }
  ],
  lifetimes: { code: 600, accessToken: 3600 },
  rotation: "none",
  require: { state: true },
  sources: [
    {
      at: "reddit-archive/reddit: r2/r2/controllers/oauth2.py (753b174)",
      by: "provider",
      says:
        "Id and secret have to go by HTTP Basic; `state` is required; a refresh token comes with " +
        "`duration=permanent` only. A refused code is answered with status 200 and a member `error`, a refused " +
        "refresh token with 400 and `invalid_request`. Where tokens are revoked.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "require",
        "refreshTokenOnlyIf",
        "errorStatuses",
        "errorCodes"
      ],
      read: "2026-11-30"
    },
    {
      at: "reddit-archive/reddit: r2/r2/models/token.py (753b174)",
      by: "provider",
      says: "A code lives 10 minutes, an access token an hour, and a refresh token has no end and stays.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; HTTP Basic; `duration=permanent`.",
      supports: ["endpoints", "clientAuthentication", "refreshTokenOnlyIf"],
      read: "2026-11-25"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/reddit.py",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
