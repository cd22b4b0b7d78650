/** Sonos. */
import type { Profile } from "./Profile.ts"

export const sonos: Profile = {
  name: "sonos",
  title: "Sonos",
  endpoints: {
    authorize: "https://api.sonos.com/login/v3/oauth",
    token: "https://api.sonos.com/login/v3/oauth/access"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["playback-control-all"],
  quirks: [
    {
      name: "errorCodes",
      codes: {
        invalid_request: [
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ],
        invalid_grant: ["grant-type-missing"]
      }
    }
  ],
  rotation: { mode: "none", repeats: true },
  sources: [
    {
      at: "https://docs.sonos.com/reference",
      by: "provider",
      says: "The authorization endpoint, and the scope.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-25"
    },
    {
      at: "https://developer.sonos.com/reference/authorization-api/refresh-token/",
      by: "provider",
      says:
        "The token endpoint; id and secret go by HTTP Basic. The answer to a refresh has a refresh token, of " +
        "which nobody says whether it is another one. A refused refresh token is `invalid_request`, a missing " +
        "grant type `invalid_grant`.",
      supports: ["endpoints", "clientAuthentication", "rotation", "errorCodes"],
      read: "2026-11-30"
    },
    {
      at: "https://raw.githubusercontent.com/api-evangelist/sonos/refs/heads/main/conformance/sonos-conformance.yml",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "ViBiOh/hue: pkg/sonos/authorize.go",
      by: "others",
      says: "Id and secret go by HTTP Basic, to refresh too.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refusal", saying: "invalid_request" }
}
