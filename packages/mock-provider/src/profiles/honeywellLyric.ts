/** Honeywell Lyric and Resideo. */
import type { Profile } from "./Profile.ts"

export const honeywellLyric: Profile = {
  name: "honeywell-lyric",
  title: "Honeywell Lyric",
  endpoints: {
    authorize: "https://api.honeywell.com/oauth2/authorize",
    token: "https://api.honeywell.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_basic", "client_secret_post"],
  pkce: "unknown",
  scopes: [],
  authorizeParameters: { appSelect: "1" },
  quirks: [{ name: "basicAndBody" }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/lyric/api.py",
      by: "others",
      says: "Id and secret go by HTTP Basic and into the body; `appSelect=1` asks which app to use.",
      supports: ["clientAuthentication", "authorizeParameters", "basicAndBody"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/lyric/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
