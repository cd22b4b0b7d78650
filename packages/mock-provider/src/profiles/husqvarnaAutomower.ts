/** Husqvarna Automower. */
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
  quirks: [
    { name: "extraTokenMembers", members: { user_id: "user-1" } },
    { name: "extraErrorMembers", members: { error_code: "token.not.found" } }
  ],
  lifetimes: { accessToken: 86_400, refreshToken: 864_000 },
  rotation: "rotate",
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
    },
    {
      at: "https://github.com/Thomas55555/aioautomower/issues/92",
      by: "others",
      says: "A refused refresh as it comes: 400, `invalid_grant`, and `error_code`.",
      supports: ["extraErrorMembers"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/Thomas55555/aioautomower/issues/81",
      by: "others",
      says:
        "Quotes the provider: a refresh token is replaced when it is used, and has expired when it was not for " +
        "10 days.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/Thomas55555/husqvarna_automower/issues/101",
      by: "others",
      says: "A token as it comes: it lives a day, and has `user_id`.",
      supports: ["lifetimes", "extraTokenMembers"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
