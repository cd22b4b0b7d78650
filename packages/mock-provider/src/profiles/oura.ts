/** Oura. */
import type { Profile } from "./Profile.ts"

export const oura: Profile = {
  name: "oura",
  title: "Oura",
  endpoints: {
    authorize: "https://cloud.ouraring.com/oauth/authorize",
    token: "https://api.ouraring.com/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["personal", "daily"],
  quirks: [],
  lifetimes: { accessToken: 86_400 },
  sources: [
    {
      at: "https://cloud.ouraring.com/docs/authentication",
      by: "provider",
      says: "Both endpoints; the scopes; a token lives a day.",
      supports: ["endpoints", "scopes", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
