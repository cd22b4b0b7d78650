/** LinkedIn, for applications that are not those of its partners, who alone get refresh tokens. */
import type { Profile } from "./Profile.ts"

export const linkedin: Profile = {
  name: "linkedin",
  title: "LinkedIn",
  issuer: "https://www.linkedin.com",
  endpoints: {
    authorize: "https://www.linkedin.com/oauth/v2/authorization",
    token: "https://www.linkedin.com/oauth/v2/accessToken",
    jwks: "https://www.linkedin.com/oauth/openid/jwks",
    userinfo: "https://api.linkedin.com/v2/userinfo",
    openidConfiguration: "https://www.linkedin.com/oauth/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["openid", "profile"],
  quirks: [
    { name: "noRefreshToken" },
    {
      name: "errorCodes",
      codes: { invalid_request: ["code-client", "code-expired", "code-reused", "code-unknown"] }
    }
  ],
  lifetimes: { accessToken: 5_184_000 },
  sources: [
    {
      at: "python-social-auth/social-core: social_core/tests/backends/test_linkedin.py (3bb06ab)",
      by: "provider",
      says: "A copy of the published metadata: the issuer, the endpoints, the keys.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/linkedin.py",
      by: "others",
      says: "Where the metadata is published; HTTP Basic is not supported.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/linkedin.ts (v3)",
      by: "others",
      says: "Both endpoints; id and secret go into the body, for both grants.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://learn.microsoft.com/linkedin/shared/authentication/programmatic-refresh-tokens",
      by: "provider",
      says: "An access token lives 60 days; partners alone get refresh tokens.",
      supports: ["lifetimes", "noRefreshToken"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/nvh95/react-linkedin-login-oauth2/issues/26",
      by: "others",
      says: "A refused code as it comes: 400, `invalid_request`.",
      supports: ["errorCodes"],
      read: "2026-11-30"
    },
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/linkedin.ts",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
