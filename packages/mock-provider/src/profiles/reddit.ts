/** Reddit. */
import type { Profile } from "./Profile.ts"

export const reddit: Profile = {
  name: "reddit",
  title: "Reddit",
  endpoints: {
    authorize: "https://www.reddit.com/api/v1/authorize",
    token: "https://www.reddit.com/api/v1/access_token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["identity", "read"],
  quirks: [
    { name: "refreshTokenOnlyIf", parameter: "duration", value: "permanent" },
    { name: "errorUnderOk" }
  ],
  sources: [
    {
      at: "reddit-archive/reddit: r2/r2/controllers/oauth2.py",
      by: "provider",
      says:
        "Id and secret have to go by HTTP Basic; a refresh token comes with `duration=permanent` only; errors of grants " +
        "are a member `error` of an answer with status 200.",
      supports: ["clientAuthentication", "refreshTokenOnlyIf", "errorUnderOk"],
      read: "2026-11-25"
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
