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
  quirks: [],
  sources: [
    {
      at: "https://docs.sonos.com/reference",
      by: "provider",
      says: "The authorization endpoint, and the scope.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-25"
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
  naive: { fails: "nowhere", because: "it is the standard" }
}
