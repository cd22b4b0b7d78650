/** Slack, for bot tokens. */
import type { Profile } from "./Profile.ts"

export const slack: Profile = {
  name: "slack",
  title: "Slack (bot tokens)",
  endpoints: {
    authorize: "https://slack.com/oauth/v2/authorize",
    token: "https://slack.com/api/oauth.v2.access"
  },
  clientAuthentication: ["client_secret_basic", "client_secret_post"],
  pkce: "supported",
  scopes: ["commands", "incoming-webhook"],
  quirks: [
    { name: "commaScopes" },
    { name: "tokenType", value: "bot" },
    { name: "missingExpiresIn" },
    { name: "noRefreshToken" },
    { name: "extraTokenMembers", members: { ok: true, bot_user_id: "U0", team: { id: "T0", name: "Team" } } },
    { name: "errorUnderOk" },
    {
      name: "errorCodes",
      codes: {
        bad_client_secret: ["client-secret"],
        bad_redirect_uri: ["code-redirect-uri"],
        invalid_client_id: ["client-missing", "client-unknown"],
        invalid_code: ["code-client", "code-expired", "code-reused", "code-unknown"],
        invalid_grant_type: ["grant-type-unsupported"]
      }
    },
    { name: "extraErrorMembers", members: { ok: false } }
  ],
  lifetimes: { accessToken: "unlimited" },
  allow: { missingGrantType: true, missingRedirectUri: true },
  sources: [
    {
      at: "https://docs.slack.dev/reference/methods/oauth.v2.access.md",
      by: "provider",
      says:
        "The token endpoint; HTTP Basic is advised for id and secret, the body works too; a verifier may come " +
        "along. Tokens expire, and have a refresh token, only where rotation was turned on.",
      supports: ["clientAuthentication", "pkce", "lifetimes", "missingExpiresIn", "noRefreshToken"],
      read: "2026-11-25"
    },
    {
      at: "https://docs.slack.dev/authentication/using-token-rotation",
      by: "provider",
      says: "Rotation is an option of the application.",
      supports: ["noRefreshToken", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "slackapi/slack-api-specs: web-api/slack_web_openapi_v2.json (bc08db4)",
      by: "provider",
      says: "The token endpoint; `redirect_uri` is optional, and there is no `grant_type`.",
      supports: ["endpoints", "allow"],
      read: "2026-11-30"
    },
    {
      at: "https://hexdocs.pm/notion_api/SlackWeb.Oauth.V2-function-access.html",
      by: "others",
      says: "The error codes of the token endpoint.",
      supports: ["errorCodes"],
      read: "2026-11-25"
    },
    {
      at: "https://apidog.com/apidoc/docs-site/347399/api-3545308",
      by: "others",
      says:
        "A token response as it comes: `token_type` is `bot`, commas stand between scopes, and `ok`, " +
        "`bot_user_id` and `team` are beside them.",
      supports: ["scopes", "commaScopes", "tokenType", "extraTokenMembers"],
      read: "2026-11-25"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml, packages/shared/lib/clients/provider.client.ts",
      by: "others",
      says: "The authorization endpoint; scopes with commas; an answer with status 200 and `ok: false` is an error.",
      supports: ["endpoints", "commaScopes", "errorUnderOk", "extraErrorMembers"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
