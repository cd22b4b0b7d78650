/** GitHub, for OAuth apps. */
import type { Profile } from "./Profile.ts"

export const github: Profile = {
  name: "github",
  title: "GitHub (OAuth apps)",
  endpoints: {
    authorize: "https://github.com/login/oauth/authorize",
    token: "https://github.com/login/oauth/access_token",
    deviceAuthorization: "https://github.com/login/device/code"
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
        redirect_uri_mismatch: ["code-redirect-uri"],
        incorrect_device_code: ["device-code-client", "device-code-unknown"]
      }
    },
    {
      name: "extraErrorMembers",
      members: {
        error_uri:
          "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/"
      }
    }
  ],
  lifetimes: { code: 600, accessToken: "unlimited", deviceCode: 900 },
  allow: {
    redirectUriSubPath: true,
    missingRedirectUri: true,
    missingResponseType: true,
    missingGrantType: true
  },
  sources: [
    {
      at: "github/docs: content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md",
      by: "provider",
      says:
        "Both endpoints; id and secret are parameters; a code lives 10 minutes; the answer is a form with a " +
        "comma between scopes, without expiry or refresh token, and JSON for who accepts that.",
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
      at: "github/docs: content/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps.md",
      by: "provider",
      says:
        "Neither `response_type` nor `grant_type` is a parameter, and `redirect_uri` is optional at both " +
        "endpoints; it may lead below the registered one, on the same host and port. Devices ask at an endpoint " +
        "of their own, whose codes live 900 seconds, with an interval of 5; they have errors of their own.",
      supports: ["allow", "endpoints", "lifetimes", "errorCodes"],
      read: "2026-11-30"
    },
    {
      at: "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/",
      by: "provider",
      says: "The error codes of token requests, with an example of each, which has `error_uri`.",
      supports: ["errorCodes", "extraErrorMembers"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/github.ts (v3)",
      by: "others",
      says:
        "Id and secret may go by HTTP Basic. An answer with status 200 and a member `error` is an error; no " +
        "other status is expected.",
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
