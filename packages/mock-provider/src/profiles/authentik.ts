/** authentik, which people run themselves. */
import type { Profile } from "./Profile.ts"

export const authentik: Profile = {
  name: "authentik",
  title: "authentik",
  issuer: "https://authentik.company/application/o/app/",
  endpoints: {
    authorize: "https://authentik.company/application/o/authorize/",
    token: "https://authentik.company/application/o/token/",
    userinfo: "https://authentik.company/application/o/userinfo/",
    revoke: "https://authentik.company/application/o/revoke/",
    jwks: "https://authentik.company/application/o/app/jwks/",
    openidConfiguration: "https://authentik.company/application/o/app/.well-known/openid-configuration"
  },
  otherEndpoints: {
    authorize: ["https://{host}/application/o/authorize/"],
    token: ["https://{host}/application/o/token/"]
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["openid", "profile"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  rotation: "rotate",
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/authentik.ts (v3)",
      by: "others",
      says: "The endpoints below the host; id and secret go by HTTP Basic; PKCE with S256.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "goauthentik/authentik: website/docs/add-secure-apps/providers/oauth2/index.md (011518c)",
      by: "provider",
      says:
        "The endpoints, some of which are those of an application; the secret goes to the token endpoint with id " +
        "and code; PKCE is supported; a refresh token needs the scope `offline_access` and is replaced when " +
        "used. The host is of whoever runs it.",
      supports: [
        "endpoints",
        "otherEndpoints",
        "clientAuthentication",
        "pkce",
        "refreshTokenOnlyWithScope",
        "rotation",
        "scopes"
      ],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
