/** Amazon Cognito, of which each pool of users has a host. */
import type { Profile } from "./Profile.ts"

export const cognito: Profile = {
  name: "cognito",
  title: "Amazon Cognito",
  issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example",
  endpoints: {
    authorize: "https://domain.auth.eu-west-1.amazoncognito.com/oauth2/authorize",
    token: "https://domain.auth.eu-west-1.amazoncognito.com/oauth2/token",
    revoke: "https://domain.auth.eu-west-1.amazoncognito.com/oauth2/revoke",
    jwks: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_example/.well-known/jwks.json"
  },
  otherEndpoints: {
    authorize: ["https://{domain}.amazoncognito.com/oauth2/authorize"],
    token: ["https://{domain}.amazoncognito.com/oauth2/token"]
  },
  clientAuthentication: ["client_secret_basic", "client_secret_post", "none"],
  pkce: "supported",
  scopes: ["openid", "email"],
  quirks: [],
  lifetimes: { code: 300 },
  rotation: "none",
  sources: [
    {
      at: "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html",
      by: "provider",
      says:
        "The token endpoint below the domain of the pool; clients with a secret use HTTP Basic or the body, " +
        "others send their id; a verifier may come along; a refresh gives no other refresh token.",
      supports: ["endpoints", "otherEndpoints", "clientAuthentication", "pkce", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html",
      by: "provider",
      says: "Where refresh tokens are revoked.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "awsdocs/amazon-cognito-developer-guide: doc_source/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.md (0997c04)",
      by: "provider",
      says: "The issuer of a pool, and where its keys are.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/amazon-cognito.ts (v3)",
      by: "others",
      says: "The endpoints below the domain; HTTP Basic; PKCE with S256.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/gentex_homelink/application_credentials.py",
      by: "others",
      says: "Both endpoints below the domain of a pool.",
      supports: ["endpoints", "otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/cognito.py",
      by: "others",
      says: "The scopes.",
      supports: ["scopes"],
      read: "2026-11-30"
    },
    {
      at: "https://repost.aws",
      by: "others",
      says: "A code lives 5 minutes at most.",
      supports: ["lifetimes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
