/** EKZ, whose accounts are at Keycloak. */
import type { Profile } from "./Profile.ts"

export const ekz: Profile = {
  name: "ekz",
  title: "EKZ",
  issuer: "https://login.ekz.ch/auth/realms/myEKZ",
  endpoints: {
    authorize: "https://login.ekz.ch/auth/realms/myEKZ/protocol/openid-connect/auth",
    token: "https://login.ekz.ch/auth/realms/myEKZ/protocol/openid-connect/token",
    revoke: "https://login.ekz.ch/auth/realms/myEKZ/protocol/openid-connect/revoke",
    userinfo: "https://login.ekz.ch/auth/realms/myEKZ/protocol/openid-connect/userinfo",
    jwks: "https://login.ekz.ch/auth/realms/myEKZ/protocol/openid-connect/certs",
    openidConfiguration: "https://login.ekz.ch/auth/realms/myEKZ/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["openid", "offline_access"],
  quirks: [],
  sources: [
    {
      at: "https://www.keycloak.org/securing-apps/oidc-layers",
      by: "provider",
      says: "Of Keycloak, which these accounts are at: the endpoints of a realm, its metadata and its keys.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "schmidtfx/ekz-tariffs: custom_components/ekz_tariffs/const.py, oauth_impl.py (2e335ed)",
      by: "others",
      says: "The realm; the scopes; id and secret have to go by HTTP Basic, and not into the body.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
