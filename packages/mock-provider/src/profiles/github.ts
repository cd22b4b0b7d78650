/** GitHub, for OAuth apps. */
import type { Profile } from "./Profile.ts"

export const github: Profile = {
  name: "github",
  title: "GitHub (OAuth apps)",
  endpoints: {
    authorize: "https://github.com/login/oauth/authorize",
    token: "https://github.com/login/oauth/access_token"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["repo", "gist"],
  quirks: [
    { name: "formUnlessJsonAccepted" },
    { name: "commaScopesInAnswers" },
    { name: "missingExpiresIn" },
    { name: "noRefreshToken" },
    { name: "errorUnderOk" },
    {
      name: "errorCodes",
      codes: {
        bad_verification_code: ["code-client", "code-expired", "code-reused", "code-unknown"],
        incorrect_client_credentials: ["client-missing", "client-secret", "client-unknown"],
        redirect_uri_mismatch: ["code-redirect-uri"]
      }
    }
  ],
  lifetimes: { code: 600, accessToken: "unlimited" },
  sources: [
    {
      at: "github/docs: content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md",
      by: "provider",
      says:
        "Both endpoints; id and secret are parameters; a code lives 10 minutes; the answer is a form with a comma " +
        "between scopes, without expiry or refresh token, and JSON for who accepts that.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "scopes",
        "lifetimes",
        "formUnlessJsonAccepted",
        "commaScopesInAnswers",
        "missingExpiresIn",
        "noRefreshToken"
      ],
      read: "2026-11-25"
    },
    {
      at: "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/",
      by: "provider",
      says: "The error codes of token requests, with an example of each.",
      supports: ["errorCodes"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/github.ts (v3)",
      by: "others",
      says:
        "Id and secret may go by HTTP Basic. An answer with status 200 and a member `error` is an error; no other " +
        "status is expected.",
      supports: ["clientAuthentication", "errorUnderOk"],
      read: "2026-11-25"
    },
    {
      at: "https://github.blog/changelog/2025-07-14-pkce-support-for-oauth-and-github-app-authentication",
      by: "provider",
      says: "PKCE with S256 is supported and recommended for OAuth apps, and not required.",
      supports: ["pkce"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "not JSON" }
}
