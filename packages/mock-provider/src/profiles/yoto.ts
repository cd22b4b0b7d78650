/** Yoto. */
import type { Profile } from "./Profile.ts"

export const yoto: Profile = {
  name: "yoto",
  title: "Yoto",
  issuer: "https://login.yotoplay.com/",
  endpoints: {
    authorize: "https://login.yotoplay.com/authorize",
    token: "https://login.yotoplay.com/oauth/token",
    deviceAuthorization: "https://login.yotoplay.com/oauth/device/code",
    openidConfiguration: "https://login.yotoplay.com/.well-known/openid-configuration"
  },
  clientAuthentication: ["none", "client_secret_post"],
  pkce: "supported",
  scopes: ["family:library:view"],
  quirks: [
    { name: "authorizeParameters", parameters: { audience: "https://api.yotoplay.com" } },
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" }
  ],
  lifetimes: { deviceCode: 300 },
  sources: [
    {
      at: "https://yoto.dev/authentication/browser-auth",
      by: "provider",
      says:
        "Both endpoints; PKCE with S256 and no secret; the audience is `https://api.yotoplay.com`; a refresh " +
        "token needs the scope `offline_access`.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "pkce",
        "authorizeParameters",
        "refreshTokenOnlyWithScope",
        "scopes"
      ],
      read: "2026-11-30"
    },
    {
      at: "https://yoto.dev/authentication/headless-cli-auth",
      by: "provider",
      says: "Where devices ask; their codes live 300 seconds, and the interval is 5.",
      supports: ["endpoints", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "https://yoto.dev/api/post-oauth-token",
      by: "provider",
      says: "Older pages have id and secret in the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
