/** Atlassian. */
import type { Profile } from "./Profile.ts"

export const atlassian: Profile = {
  name: "atlassian",
  title: "Atlassian",
  endpoints: {
    authorize: "https://auth.atlassian.com/authorize",
    token: "https://auth.atlassian.com/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "supported",
  scopes: ["read:me"],
  authorizeParameters: { prompt: "consent" },
  quirks: [
    { name: "authorizeParameters", parameters: { audience: "api.atlassian.com" } },
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" },
    {
      name: "errorStatuses",
      statuses: {
        "403": [
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ]
      }
    },
    { name: "errorCodes", codes: { access_denied: ["client-secret"] } }
  ],
  lifetimes: { accessToken: 3600, refreshToken: 7_776_000 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/atlassian.ts (v3)",
      by: "others",
      says:
        "Both endpoints; `audience=api.atlassian.com` and `prompt=consent`; id and secret go into the body, for " +
        "both grants.",
      supports: ["endpoints", "clientAuthentication", "authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "https://v2.lucia-auth.com/oauth/providers/atlassian/",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    },
    {
      at: "https://developer.atlassian.com/cloud/oauth/getting-started/refresh-tokens",
      by: "provider",
      says:
        "A refresh token needs the scope `offline_access`; each use gives another one; id and secret go into the " +
        "body.",
      supports: ["clientAuthentication", "refreshTokenOnlyWithScope", "rotation"],
      read: "2026-11-25"
    },
    {
      at: "https://mrrefactoring.github.io/jira.js/api/interfaces/index.OAuth2TokenResponse.html",
      by: "others",
      says: "A token lives an hour.",
      supports: ["lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "https://mrrefactoring.github.io/jira.js",
      by: "others",
      says: "A refresh token that was not used for 90 days has expired.",
      supports: ["lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/atlassian.ts (451aa4b)",
      by: "others",
      says: "A verifier goes with the code.",
      supports: ["pkce"],
      read: "2026-11-30"
    },
    {
      at: "https://nango.dev/blog/jira-oauth-refresh-token-invalid-grant",
      by: "others",
      says:
        "A refresh token that is not good, or was replaced, is answered with 403 and `invalid_grant`, and a " +
        "wrong secret with `access_denied`.",
      supports: ["errorStatuses", "errorCodes", "rotation"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
