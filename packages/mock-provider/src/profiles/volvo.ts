/** Volvo. */
import type { Profile } from "./Profile.ts"

export const volvo: Profile = {
  name: "volvo",
  title: "Volvo",
  endpoints: {
    authorize: "https://volvoid.eu.volvocars.com/as/authorization.oauth2",
    token: "https://volvoid.eu.volvocars.com/as/token.oauth2"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "required",
  scopes: ["openid", "conve:vehicle_relation"],
  quirks: [],
  lifetimes: { accessToken: 300, refreshToken: 604_800 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "https://developer.volvocars.com/apis/docs/authorisation",
      by: "provider",
      says: "Applications that are published now have to use PKCE.",
      supports: ["pkce"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/volvo/application_credentials.py",
      by: "others",
      says: "PKCE and a secret, which goes into the body with the id.",
      supports: ["clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "https://ayastrebov.github.io/Volvo-Kotlin-API",
      by: "others",
      says:
        "PKCE is enforced. A refresh token is replaced when it is used and ends at once, or after 7 days without " +
        "use; an access token lives 5 minutes.",
      supports: ["pkce", "lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "evcc-io/evcc: vehicle/volvo/connected/oauth2.go",
      by: "others",
      says: "Both endpoints; id and secret go by HTTP Basic; names of scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
