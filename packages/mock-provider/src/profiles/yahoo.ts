/** Yahoo. */
import type { Profile } from "./Profile.ts"

export const yahoo: Profile = {
  name: "yahoo",
  title: "Yahoo",
  issuer: "https://api.login.yahoo.com",
  endpoints: {
    authorize: "https://api.login.yahoo.com/oauth2/request_auth",
    token: "https://api.login.yahoo.com/oauth2/get_token",
    introspect: "https://api.login.yahoo.com/oauth2/introspect",
    revoke: "https://api.login.yahoo.com/oauth2/revoke",
    userinfo: "https://api.login.yahoo.com/openid/v1/userinfo",
    jwks: "https://api.login.yahoo.com/openid/v1/certs",
    openidConfiguration: "https://api.login.yahoo.com/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_basic", "client_secret_post"],
  pkce: "unknown",
  scopes: ["openid", "profile"],
  quirks: [],
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/yahoo.ts (v3)",
      by: "others",
      says: "Both endpoints; HTTP Basic.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "panva/wellknown: issuers/yahoo/yahoo.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: the endpoints and the keys; id and secret go by HTTP Basic or into " +
        "the body; the scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
