/** Husqvarna, for Automower. */
import type { Profile } from "./Profile.ts"

export const husqvarnaAutomower: Profile = {
  name: "husqvarna-automower",
  title: "Husqvarna Automower",
  endpoints: {
    authorize: "https://api.authentication.husqvarnagroup.dev/v1/oauth2/authorize",
    token: "https://api.authentication.husqvarnagroup.dev/v1/oauth2/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["amc:api"],
  quirks: [{ name: "extraTokenMembers", members: { user_id: "user-1" } }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/husqvarna_automower/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/husqvarna_automower/application_credentials.py",
      by: "others",
      says: "The implementation is the host's own, which puts id and secret into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/husqvarna_automower/config_flow.py",
      by: "others",
      says: "The token response has `user_id`, and its `scope` has to have `amc:api`.",
      supports: ["scopes", "extraTokenMembers"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
