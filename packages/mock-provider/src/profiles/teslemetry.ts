/** Teslemetry. */
import type { Profile } from "./Profile.ts"

export const teslemetry: Profile = {
  name: "teslemetry",
  title: "Teslemetry",
  endpoints: {
    authorize: "https://teslemetry.com/connect",
    token: "https://api.teslemetry.com/oauth/token"
  },
  clientAuthentication: ["none"],
  pkce: "required",
  scopes: [],
  authorizeParameters: { name: "Home" },
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/teslemetry/oauth.py",
      by: "others",
      says: "A public client with PKCE; `name` is what the user calls their instance.",
      supports: ["clientAuthentication", "pkce", "authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/teslemetry/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
