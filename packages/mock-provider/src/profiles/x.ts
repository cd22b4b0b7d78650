/** X, formerly Twitter. */
import type { Profile } from "./Profile.ts"

export const x: Profile = {
  name: "x",
  title: "X (Twitter)",
  endpoints: {
    authorize: "https://x.com/i/oauth2/authorize",
    token: "https://api.x.com/2/oauth2/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "required",
  scopes: ["users.read", "tweet.read"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline.access" }],
  lifetimes: { accessToken: 7200 },
  sources: [
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/twitter.ts",
      by: "others",
      says: "Both endpoints; HTTP Basic; PKCE.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
      by: "provider",
      says:
        "The one flow is the code flow with PKCE; a token lives two hours; there is a refresh token with the scope " +
        "`offline.access` only.",
      supports: ["pkce", "lifetimes", "refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    },
    {
      at: "https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token",
      by: "provider",
      says: "Clients with a secret use HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/twitter.ts",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
