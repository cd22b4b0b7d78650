/** Zoho. */
import type { Profile } from "./Profile.ts"

export const zoho: Profile = {
  name: "zoho",
  title: "Zoho",
  // Everyone is authorized at the first of the servers; the second token URL is that of the mock's users.
  endpoints: {
    authorize: "https://accounts.zoho.com/oauth/v2/auth",
    token: "https://accounts.zoho.com/oauth/v2/token",
    refresh: "https://accounts.zoho.eu/oauth/v2/token",
    revoke: "https://accounts.zoho.com/oauth/v2/token/revoke"
  },
  otherEndpoints: {
    authorize: [
      "https://accounts.zoho.eu/oauth/v2/auth",
      "https://accounts.zoho.in/oauth/v2/auth",
      "https://accounts.zoho.com.au/oauth/v2/auth",
      "https://accounts.zoho.jp/oauth/v2/auth",
      "https://accounts.zohocloud.ca/oauth/v2/auth",
      "https://accounts.zoho.sa/oauth/v2/auth"
    ],
    token: [
      "https://accounts.zoho.eu/oauth/v2/token",
      "https://accounts.zoho.in/oauth/v2/token",
      "https://accounts.zoho.com.au/oauth/v2/token",
      "https://accounts.zoho.jp/oauth/v2/token",
      "https://accounts.zohocloud.ca/oauth/v2/token",
      "https://accounts.zoho.sa/oauth/v2/token"
    ]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["AaaServer.profile.READ"],
  quirks: [
    {
      name: "tokenServerInCallback",
      parameter: "accounts-server",
      origins: [
        "https://accounts.zoho.com",
        "https://accounts.zoho.eu",
        "https://accounts.zoho.in",
        "https://accounts.zoho.com.au",
        "https://accounts.zoho.jp",
        "https://accounts.zohocloud.ca",
        "https://accounts.zoho.sa"
      ]
    },
    { name: "refreshTokenOnlyIf", parameter: "access_type", value: "offline" },
    { name: "refreshTokenOnFirstConsentOnly", parameter: "prompt", value: "consent" },
    { name: "extraTokenMembers", members: { api_domain: "https://www.zohoapis.eu" } },
    { name: "errorUnderOk" },
    {
      name: "errorCodes",
      codes: {
        invalid_code: [
          "code-client",
          "code-expired",
          "code-reused",
          "code-unknown",
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ],
        invalid_client_secret: ["client-secret"]
      }
    }
  ],
  lifetimes: { accessToken: 3600 },
  rotation: { mode: "none", maxLive: 20 },
  sources: [
    {
      at: "https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html",
      by: "provider",
      says:
        "Authorization is at accounts.zoho.com; the callback has `location` and `accounts-server`, and the token " +
        "is to be had there.",
      supports: ["endpoints", "tokenServerInCallback"],
      read: "2026-11-25"
    },
    {
      at: "https://zoho.com/accounts/protocol/oauth/multi-dc.html",
      by: "provider",
      says: "The data centres and their servers.",
      supports: ["otherEndpoints", "tokenServerInCallback"],
      read: "2026-11-25"
    },
    {
      at: "https://www.zoho.com/workerly/developer-guide/access-refresh.html",
      by: "provider",
      says: "Id and secret go into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://zoho.com/commerce/api/identify-user-location.html",
      by: "provider",
      says:
        "A refresh token comes with `access_type=offline`, and the first time only, unless `prompt=consent` is " +
        "there. A scope for example.",
      supports: ["scopes", "refreshTokenOnlyIf", "refreshTokenOnFirstConsentOnly"],
      read: "2026-11-25"
    },
    {
      at: "https://www.zoho.com/thrive/resources/api/oauth-step4.html",
      by: "provider",
      says: "Access tokens live an hour; the answer to a refresh has `api_domain`.",
      supports: ["lifetimes", "extraTokenMembers"],
      read: "2026-11-25"
    },
    {
      at: "https://zohohelp.com/creator/help/api/v2/revoke-tokens.html",
      by: "provider",
      says: "Where tokens are revoked.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/asciisd/zoho/issues/6",
      by: "others",
      says: "A refused code as it comes: status 200, and `invalid_code`.",
      supports: ["errorUnderOk", "errorCodes"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/schmorrison/Zoho/issues/34",
      by: "others",
      says: "A wrong secret is `invalid_client_secret`.",
      supports: ["errorCodes"],
      read: "2026-11-30"
    },
    {
      at: "https://docs.unified.to/skills/zoho-api-console-oauth/SKILL.md",
      by: "others",
      says: "A user has 20 refresh tokens at most, of which a new one ends the oldest.",
      supports: ["rotation"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "no access_token" }
}
