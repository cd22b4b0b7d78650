/** Asana. */
import type { Profile } from "./Profile.ts"

export const asana: Profile = {
  name: "asana",
  title: "Asana",
  endpoints: {
    authorize: "https://app.asana.com/-/oauth_authorize",
    token: "https://app.asana.com/-/oauth_token",
    revoke: "https://app.asana.com/-/oauth_revoke"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["default"],
  quirks: [],
  sources: [
    {
      at: "https://developers.asana.com/docs/oauth",
      by: "provider",
      says: "The three endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints; id and secret go into the body; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
