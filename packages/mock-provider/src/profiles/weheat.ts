/** Weheat, whose accounts are at Keycloak. */
import type { Profile } from "./Profile.ts"

export const weheat: Profile = {
  name: "weheat",
  title: "Weheat",
  issuer: "https://auth.weheat.nl/auth/realms/Weheat",
  endpoints: {
    authorize: "https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/auth",
    token: "https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/token",
    revoke: "https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/revoke",
    userinfo: "https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/userinfo",
    jwks: "https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/certs",
    openidConfiguration: "https://auth.weheat.nl/auth/realms/Weheat/.well-known/openid-configuration"
  },
  otherEndpoints: {
    authorize: ["https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/auth/"],
    token: ["https://auth.weheat.nl/auth/realms/Weheat/protocol/openid-connect/token/"]
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
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
      at: "pilcrowonpaper/arctic: src/providers/keycloak.ts (v3)",
      by: "others",
      says: "At Keycloak, id and secret may go by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/weheat/const.py",
      by: "others",
      says: "The realm; both endpoints, with a slash at their ends.",
      supports: ["endpoints", "otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "wefabricate/ha-weheat: custom_components/weheat/const.py (6148396)",
      by: "others",
      says:
        "The realm of another environment; the scopes; the implementation is the host's own, which puts id and " +
        "secret into the body.",
      supports: ["clientAuthentication", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
