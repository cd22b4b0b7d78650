/** WHOOP. */
import type { Profile } from "./Profile.ts"

export const whoop: Profile = {
  name: "whoop",
  title: "WHOOP",
  endpoints: {
    authorize: "https://api.prod.whoop.com/oauth/oauth2/auth",
    token: "https://api.prod.whoop.com/oauth/oauth2/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["read:recovery"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline" }],
  rotation: "rotate",
  sources: [
    {
      at: "https://developer.whoop.com/docs/developing/oauth",
      by: "provider",
      says:
        "Both endpoints; id and secret go into the body; a refresh token needs the scope `offline`; a scope for " +
        "example.",
      supports: ["endpoints", "clientAuthentication", "scopes", "refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.whoop.com/docs/tutorials/refresh-token-javascript",
      by: "provider",
      says: "Each refresh gives another refresh token.",
      supports: ["rotation"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
