/** ecobee. */
import type { Profile } from "./Profile.ts"

export const ecobee: Profile = {
  name: "ecobee",
  title: "ecobee",
  endpoints: { authorize: "https://api.ecobee.com/authorize", token: "https://api.ecobee.com/token" },
  clientAuthentication: ["none"],
  pkce: "unknown",
  scopes: ["smartRead"],
  quirks: [],
  lifetimes: { accessToken: 3599, refreshToken: 31_536_000 },
  sources: [
    {
      at: "https://www.ecobee.com/home/developer/api/documentation/v1/auth/authz-code-authorization.shtml",
      by: "provider",
      says: "Both endpoints; clients have an id and no secret; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "https://www.ecobee.com/home/developer/api/documentation/v1/auth/token-refresh.shtml",
      by: "provider",
      says: "An access token lives an hour, a refresh token a year.",
      supports: ["lifetimes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "its clients have no secret" }
}
