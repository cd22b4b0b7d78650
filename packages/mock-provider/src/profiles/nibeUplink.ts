/** NIBE Uplink. */
import type { Profile } from "./Profile.ts"

export const nibeUplink: Profile = {
  name: "nibe-uplink",
  title: "NIBE Uplink",
  endpoints: {
    authorize: "https://api.nibeuplink.com/oauth/authorize",
    token: "https://api.nibeuplink.com/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["READSYSTEM"],
  quirks: [{ name: "tokenType", value: "bearer" }],
  lifetimes: { accessToken: 300 },
  sources: [
    {
      at: "https://forum.domoticz.com/viewtopic.php?t=13996",
      by: "provider",
      says:
        "A copy of the documents of the API: both endpoints; id and secret go into the body; `token_type` is " +
        "`bearer`, and a token lives 300 seconds; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "tokenType", "lifetimes", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
