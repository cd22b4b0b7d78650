/** Ondilo ICO. */
import type { Profile } from "./Profile.ts"

export const ondilo: Profile = {
  name: "ondilo",
  title: "Ondilo ICO",
  endpoints: {
    authorize: "https://interop.ondilo.com/oauth2/authorize",
    token: "https://interop.ondilo.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  lifetimes: { accessToken: 3600 },
  sources: [
    {
      at: "https://interop.ondilo.com/docs/api/customer/v1/oauth",
      by: "provider",
      says: "Both endpoints; an access token lives an hour, and a refresh token has no end.",
      supports: ["endpoints", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/ondilo_ico/application_credentials.py",
      by: "others",
      says: "The implementation is the host's own, which puts id and secret into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
