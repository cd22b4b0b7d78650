/** Miele. */
import type { Profile } from "./Profile.ts"

export const miele: Profile = {
  name: "miele",
  title: "Miele",
  endpoints: {
    authorize: "https://api.mcs3.miele.com/thirdparty/login",
    token: "https://api.mcs3.miele.com/thirdparty/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  sources: [
    {
      at: "https://www.miele.com/developer/authorization.html",
      by: "provider",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
