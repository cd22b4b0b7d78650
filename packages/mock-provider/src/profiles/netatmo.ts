/** Netatmo. */
import type { Profile } from "./Profile.ts"

export const netatmo: Profile = {
  name: "netatmo",
  title: "Netatmo",
  endpoints: {
    authorize: "https://api.netatmo.com/oauth2/authorize",
    token: "https://api.netatmo.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["read_station", "read_thermostat"],
  quirks: [
    { name: "missingTokenType" },
    { name: "scopeAsArray" },
    { name: "extraTokenMembers", members: { expire_in: 10_800 } },
    { name: "apiErrorBody", status: 403 }
  ],
  lifetimes: { accessToken: 10_800 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/netatmo/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "https://knowledgebase.grenton.com/pl/integracja-ze-stacją-pogodową-netatmo-new",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "emischorr/netatmox: README.md",
      by: "others",
      says:
        "A token response as it comes: both `expires_in` and `expire_in` are 10800, `scope` is an array, and " +
        "there is no `token_type`. Each refresh replaces both tokens.",
      supports: ["scopes", "lifetimes", "rotation", "missingTokenType", "scopeAsArray", "extraTokenMembers"],
      read: "2026-11-26"
    },
    {
      at: "xperimental/netatmo-exporter: doc/token-file.md",
      by: "others",
      says: "An access token that has expired is answered with 403.",
      supports: ["apiErrorBody"],
      read: "2026-11-30"
    },
    {
      at: "Netatmo/Netatmo-API-PHP: src/Netatmo/Common/NAScopes.php",
      by: "provider",
      says: "Netatmo's own list of scopes.",
      supports: ["scopes"],
      read: "2026-11-26"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
