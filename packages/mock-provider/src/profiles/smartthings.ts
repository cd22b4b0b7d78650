/** SmartThings. */
import type { Profile } from "./Profile.ts"

export const smartthings: Profile = {
  name: "smartthings",
  title: "SmartThings",
  endpoints: {
    authorize: "https://api.smartthings.com/oauth/authorize",
    token: "https://auth-global.api.smartthings.com/oauth/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["r:devices:*"],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/smartthings/application_credentials.py",
      by: "others",
      says: "Both endpoints, on two hosts; id and secret go by HTTP Basic, for both grants; errors are those of the RFC.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/smartthings/const.py",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
