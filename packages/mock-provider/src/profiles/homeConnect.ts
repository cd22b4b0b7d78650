/** Home Connect. */
import type { Profile } from "./Profile.ts"

export const homeConnect: Profile = {
  name: "home-connect",
  title: "Home Connect",
  endpoints: {
    authorize: "https://api.home-connect.com/security/oauth/authorize",
    token: "https://api.home-connect.com/security/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/home_connect/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/home_connect/application_credentials.py",
      by: "others",
      says: "The implementation is the host's own, which puts id and secret into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
