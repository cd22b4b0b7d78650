/** Microsoft Entra, which personal accounts are at too. */
import type { Profile } from "./Profile.ts"

export const microsoftEntra: Profile = {
  name: "microsoft-entra",
  title: "Microsoft Entra",
  issuer: "https://login.microsoftonline.com/common/v2.0",
  // The published issuer has a placeholder for the tenant of the user, who is the mock's own here.
  endpoints: {
    authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    token: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    deviceAuthorization: "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode",
    jwks: "https://login.microsoftonline.com/common/discovery/v2.0/keys",
    userinfo: "https://graph.microsoft.com/oidc/userinfo",
    openidConfiguration: "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"
  },
  otherEndpoints: {
    authorize: ["https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize"],
    token: ["https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"]
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: [".default"],
  authorizeParameters: { response_mode: "query" },
  quirks: [
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" },
    {
      name: "extraErrorMembers",
      members: {
        error_codes: [70_000],
        timestamp: "2026-01-01 00:00:00Z",
        trace_id: "00000000-0000-0000-0000-000000000000",
        correlation_id: "00000000-0000-0000-0000-000000000000"
      }
    }
  ],
  lifetimes: { code: 600, accessToken: 3600, refreshToken: 7_776_000 },
  rotation: { mode: "rotate", grace: { seconds: 7_776_000 } },
  allow: { plainChallenge: true },
  sources: [
    {
      at: "panva/wellknown: issuers/entra-common/entra-common.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: the endpoints and the keys; id and secret go into the body or by HTTP " +
        "Basic.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "MicrosoftDocs/entra-docs: docs/identity-platform/v2-oauth2-auth-code-flow.md (0c1ac84)",
      by: "provider",
      says:
        "Id and secret go into the body, HTTP Basic works too; a refresh token needs the scope `offline_access`; " +
        "challenges are plain or S256; a code lives about 10 minutes and an access token 60 to 90 minutes; " +
        "errors have members of their own.",
      supports: [
        "otherEndpoints",
        "clientAuthentication",
        "pkce",
        "allow",
        "lifetimes",
        "authorizeParameters",
        "refreshTokenOnlyWithScope",
        "extraErrorMembers"
      ],
      read: "2026-11-30"
    },
    {
      at: "https://learn.microsoft.com/entra/identity-platform/refresh-tokens",
      by: "provider",
      says: "Each use gives a new refresh token and does not revoke the old one; one lives 90 days.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; `response_mode=query`; the scopes `offline_access` and `.default`.",
      supports: ["endpoints", "scopes", "authorizeParameters", "refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
