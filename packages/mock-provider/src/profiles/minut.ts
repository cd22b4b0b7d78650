/** Minut, which was Point. */
import type { Profile } from "./Profile.ts"

export const minut: Profile = {
  name: "minut",
  title: "Minut",
  endpoints: {
    authorize: "https://api.minut.com/v8/oauth/authorize",
    token: "https://api.minut.com/v8/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  lifetimes: { accessToken: 3600 },
  sources: [
    {
      at: "https://developer.minut.com/authentication/partner",
      by: "provider",
      says: "Both endpoints; id and secret go into the body; a token lives an hour.",
      supports: ["endpoints", "clientAuthentication", "lifetimes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
