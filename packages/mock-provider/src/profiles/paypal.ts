/** PayPal. */
import type { Profile } from "./Profile.ts"

export const paypal: Profile = {
  name: "paypal",
  title: "PayPal",
  issuer: "https://www.paypal.com",
  endpoints: {
    authorize: "https://www.paypal.com/signin/authorize",
    token: "https://api.paypal.com/v1/oauth2/token",
    revoke: "https://api.paypal.com/v1/oauth2/revoke",
    jwks: "https://api.paypal.com/v1/oauth2/certs",
    userinfo: "https://api.paypal.com/v1/oauth2/token/userinfo",
    openidConfiguration: "https://www.paypal.com/.well-known/openid-configuration"
  },
  otherEndpoints: { token: ["https://api-m.paypal.com/v1/oauth2/token"] },
  clientAuthentication: ["client_secret_basic"],
  pkce: "supported",
  scopes: ["openid", "profile"],
  quirks: [{ name: "stringExpiresIn" }],
  sources: [
    {
      at: "panva/wellknown: issuers/paypal/paypal.mjs (e88dd5e)",
      by: "provider",
      says: "A copy of the published metadata: the endpoints and the keys; HTTP Basic; S256.",
      supports: ["endpoints", "clientAuthentication", "pkce", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/paypal.py",
      by: "others",
      says: "Id and secret go by HTTP Basic; names of scopes.",
      supports: ["clientAuthentication", "scopes"],
      read: "2026-11-25"
    },
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/paypal.ts (451aa4b)",
      by: "others",
      says: "The token endpoint is on another host too.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "golang/oauth2: internal/token.go",
      by: "others",
      says: "PayPal answers with `expires_in` as a string.",
      supports: ["stringExpiresIn"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "expires_in is not a number" }
}
