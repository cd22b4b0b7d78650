/** Neato, whose cloud has ended. */
import type { Profile } from "./Profile.ts"

export const neato: Profile = {
  name: "neato",
  title: "Neato (ended)",
  endpoints: {
    authorize: "https://apps.neatorobotics.com/oauth2/authorize",
    token: "https://beehive.neatocloud.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["public_profile", "control_robots", "maps"],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/neato/api.py",
      by: "others",
      says: "Id and secret go into the body of token requests.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "stianaske/pybotvac: pybotvac/neato.py",
      by: "others",
      says: "Both endpoints, and the scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
