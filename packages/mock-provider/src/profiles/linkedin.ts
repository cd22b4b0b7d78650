/** LinkedIn. */
import type { Profile } from "./Profile.ts"

export const linkedin: Profile = {
  name: "linkedin",
  title: "LinkedIn",
  issuer: "https://www.linkedin.com/oauth",
  endpoints: {
    authorize: "https://www.linkedin.com/oauth/v2/authorization",
    token: "https://www.linkedin.com/oauth/v2/accessToken",
    openidConfiguration: "https://www.linkedin.com/oauth/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["openid", "profile"],
  quirks: [{ name: "extraTokenMembers", members: { refresh_token_expires_in: 31_536_000 } }],
  sources: [
    {
      at: "python-social-auth/social-core: social_core/backends/linkedin.py, social_core/tests/backends/test_linkedin.py",
      by: "others",
      says: "Where the metadata is published, and a copy of it: the issuer and both endpoints.",
      supports: ["endpoints"],
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
      at: "python-social-auth/social-core: social_core/backends/linkedin.py",
      by: "others",
      says: "HTTP Basic is not supported; the token response may have `refresh_token_expires_in`.",
      supports: ["clientAuthentication", "extraTokenMembers"],
      read: "2026-11-25"
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
