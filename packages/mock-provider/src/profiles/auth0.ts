/** Auth0, of which each customer has a host. */
import type { Profile } from "./Profile.ts"

export const auth0: Profile = {
  name: "auth0",
  title: "Auth0",
  issuer: "https://tenant.auth0.com/",
  endpoints: {
    authorize: "https://tenant.auth0.com/authorize",
    token: "https://tenant.auth0.com/oauth/token",
    revoke: "https://tenant.auth0.com/oauth/revoke",
    jwks: "https://tenant.auth0.com/.well-known/jwks.json"
  },
  otherEndpoints: {
    authorize: ["https://{tenant}.auth0.com/authorize"],
    token: ["https://{tenant}.auth0.com/oauth/token"]
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["openid", "profile"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  sources: [
    {
      at: "https://auth0.com/docs/secure/tokens/refresh-tokens/refresh-token-rotation",
      by: "provider",
      says: "A refresh token needs the scope `offline_access`; whether it is replaced is set for each application.",
      supports: ["refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/auth0.ts (v3)",
      by: "others",
      says:
        "The endpoints below the host of the customer; id and secret go by HTTP Basic; PKCE with S256 may be " +
        "used.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/auth0.py",
      by: "others",
      says:
        "The endpoints, the keys and the issuer below the host of the customer; id and secret go into the body; " +
        "scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints on the host of any customer.",
      supports: ["endpoints", "otherEndpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
