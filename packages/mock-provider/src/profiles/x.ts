/** X, which was Twitter. */
import type { Profile } from "./Profile.ts"

export const x: Profile = {
  name: "x",
  title: "X (Twitter)",
  endpoints: {
    authorize: "https://x.com/i/oauth2/authorize",
    token: "https://api.x.com/2/oauth2/token",
    revoke: "https://api.x.com/2/oauth2/revoke"
  },
  otherEndpoints: {
    authorize: ["https://twitter.com/i/oauth2/authorize"],
    token: ["https://api.twitter.com/2/oauth2/token"]
  },
  clientAuthentication: ["client_secret_basic", "none"],
  pkce: "required",
  scopes: ["users.read", "tweet.read"],
  quirks: [
    { name: "refreshTokenOnlyWithScope", scope: "offline.access" },
    {
      name: "errorCodes",
      codes: { invalid_request: ["code-client", "code-expired", "code-reused", "code-unknown"] }
    }
  ],
  lifetimes: { code: 30, accessToken: 7200 },
  allow: { plainChallenge: true },
  sources: [
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/twitter.ts",
      by: "others",
      says: "Both endpoints; HTTP Basic; PKCE.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "xdevplatform/docs: fundamentals/authentication/oauth-2-0 (2871328)",
      by: "provider",
      says:
        "A code lives 30 seconds; challenges are S256 or plain; clients without a secret send their id; where " +
        "tokens are revoked.",
      supports: ["endpoints", "lifetimes", "allow", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
      by: "provider",
      says:
        "The one flow is the code flow with PKCE; a token lives two hours; there is a refresh token with the " +
        "scope `offline.access` only.",
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
      at: "pilcrowonpaper/arctic: src/providers/twitter.ts (v3)",
      by: "others",
      says: "Both endpoints, on the hosts of old.",
      supports: ["otherEndpoints"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/plhery/node-twitter-api-v2/issues/496",
      by: "others",
      says: "A refused code as it comes: `invalid_request`.",
      supports: ["errorCodes"],
      read: "2026-11-30"
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
