/** Atlassian Cloud. */
import type { Profile } from "./Profile.ts"

export const atlassian: Profile = {
  name: "atlassian",
  title: "Atlassian",
  endpoints: {
    authorize: "https://auth.atlassian.com/authorize",
    token: "https://auth.atlassian.com/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["read:me"],
  quirks: [
    { name: "authorizeParameters", parameters: { audience: "api.atlassian.com" } },
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" }
  ],
  authorizeParameters: { prompt: "consent" },
  lifetimes: { accessToken: 3600 },
  rotation: "rotate",
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/atlassian.ts (v3)",
      by: "others",
      says:
        "Both endpoints; `audience=api.atlassian.com` and `prompt=consent`; id and secret go into the body, for both " +
        "grants.",
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
      says: "A refresh token needs the scope `offline_access`; each use gives another one; id and secret go into the body.",
      supports: ["clientAuthentication", "refreshTokenOnlyWithScope", "rotation"],
      read: "2026-11-25"
    },
    {
      at: "https://mrrefactoring.github.io/jira.js/api/interfaces/index.OAuth2TokenResponse.html",
      by: "others",
      says: "A token lives an hour.",
      supports: ["lifetimes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
