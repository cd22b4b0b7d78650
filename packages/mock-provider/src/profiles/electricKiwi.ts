/** Electric Kiwi. */
import type { Profile } from "./Profile.ts"

export const electricKiwi: Profile = {
  name: "electric-kiwi",
  title: "Electric Kiwi",
  endpoints: {
    authorize: "https://welcome.electrickiwi.co.nz/oauth/authorize",
    token: "https://welcome.electrickiwi.co.nz/oauth/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["read_customer_details", "read_connection"],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/electric_kiwi/oauth2.py",
      by: "others",
      says: "Id and secret go by HTTP Basic, and neither into the body, for both grants.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/electric_kiwi/const.py",
      by: "others",
      says: "Both endpoints, and the scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
