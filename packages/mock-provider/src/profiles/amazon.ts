/** Login with Amazon. */
import type { Profile } from "./Profile.ts"

export const amazon: Profile = {
  name: "amazon",
  title: "Login with Amazon",
  endpoints: { authorize: "https://www.amazon.com/ap/oa", token: "https://api.amazon.com/auth/o2/token" },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["profile"],
  quirks: [{ name: "tokenType", value: "bearer" }],
  lifetimes: { accessToken: 3600 },
  allow: { plainChallenge: true },
  sources: [
    {
      at: "https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html",
      by: "provider",
      says:
        "Both endpoints; id and secret go into the body or by HTTP Basic; PKCE is recommended; `token_type` is " +
        "`bearer`; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "pkce", "tokenType", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.amazon.com/zh/docs/login-with-amazon/authorization-code-grant.html",
      by: "provider",
      says: "The challenge is by S256, which is recommended, or plain.",
      supports: ["pkce", "allow"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.amazon.com/docs/login-with-amazon/access-token.html",
      by: "provider",
      says: "An access token lives an hour; `token_type` is always `bearer`.",
      supports: ["lifetimes", "tokenType"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/amazon.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "types of tokens have no case" }
}
