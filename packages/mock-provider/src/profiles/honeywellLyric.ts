/** Honeywell Home, which was Lyric. */
import type { Profile } from "./Profile.ts"

export const honeywellLyric: Profile = {
  name: "honeywell-lyric",
  title: "Honeywell Lyric",
  endpoints: {
    authorize: "https://api.honeywellhome.com/oauth2/authorize",
    token: "https://api.honeywellhome.com/oauth2/token"
  },
  otherEndpoints: {
    authorize: ["https://api.honeywell.com/oauth2/authorize"],
    token: ["https://api.honeywell.com/oauth2/token"]
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "stringExpiresIn" }],
  rotation: "rotate",
  sources: [
    {
      at: "https://developer.honeywellhome.com/authorization-oauth2/apis",
      by: "provider",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.honeywellhome.com/oauth2-guide",
      by: "provider",
      says: "Id and secret go by HTTP Basic, for both grants; `expires_in` is a string; a refresh gives another refresh token.",
      supports: ["clientAuthentication", "stringExpiresIn", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/lyric/const.py",
      by: "others",
      says: "Both endpoints on the host of old.",
      supports: ["otherEndpoints"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "expires_in is not a number" }
}
