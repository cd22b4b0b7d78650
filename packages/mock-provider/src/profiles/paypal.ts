/** PayPal. */
import type { Profile } from "./Profile.ts"

export const paypal: Profile = {
  name: "paypal",
  title: "PayPal",
  endpoints: {
    authorize: "https://www.paypal.com/signin/authorize",
    token: "https://api.paypal.com/v1/oauth2/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["openid", "profile"],
  quirks: [{ name: "stringExpiresIn" }],
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; HTTP Basic.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/paypal.py",
      by: "others",
      says: "Id and secret go by HTTP Basic; names of scopes.",
      supports: ["clientAuthentication", "scopes"],
      read: "2026-11-25"
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
