/** Webex. */
import type { Profile } from "./Profile.ts"

export const webex: Profile = {
  name: "webex",
  title: "Webex",
  endpoints: {
    authorize: "https://webexapis.com/v1/authorize",
    token: "https://webexapis.com/v1/access_token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["spark:people_read"],
  quirks: [],
  sources: [
    {
      at: "https://developer.webex.com/docs/integrations",
      by: "provider",
      says: "Both endpoints; id and secret go into the body; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
