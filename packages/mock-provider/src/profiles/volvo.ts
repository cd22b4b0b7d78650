/** Volvo Cars. */
import type { Profile } from "./Profile.ts"

export const volvo: Profile = {
  name: "volvo",
  title: "Volvo",
  endpoints: {
    authorize: "https://volvoid.eu.volvocars.com/as/authorization.oauth2",
    token: "https://volvoid.eu.volvocars.com/as/token.oauth2"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["openid", "conve:vehicle_relation"],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/volvo/application_credentials.py",
      by: "others",
      says: "PKCE and a secret, which goes into the body with the id.",
      supports: ["clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "evcc-io/evcc: vehicle/volvo/connected/oauth2.go",
      by: "others",
      says: "Both endpoints; id and secret go by HTTP Basic; names of scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
