/** Tibber. */
import type { Profile } from "./Profile.ts"

export const tibber: Profile = {
  name: "tibber",
  title: "Tibber",
  issuer: "https://thewall.tibber.com",
  endpoints: {
    authorize: "https://thewall.tibber.com/connect/authorize",
    token: "https://thewall.tibber.com/connect/token",
    openidConfiguration: "https://thewall.tibber.com/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post", "none"],
  pkce: "supported",
  scopes: ["openid", "profile"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  lifetimes: { accessToken: 3600, refreshToken: 2_592_000 },
  sources: [
    {
      at: "https://data-api.tibber.com/docs/auth/",
      by: "provider",
      says:
        "The endpoints and where the metadata is published; id and secret go into the body, and clients with " +
        "PKCE need no secret; S256; a refresh token needs the scope `offline_access`; an access token lives an " +
        "hour, a refresh token about 30 days; names of scopes.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "pkce",
        "scopes",
        "refreshTokenOnlyWithScope",
        "lifetimes"
      ],
      read: "2026-11-30"
    },
    {
      at: "evcc-io/evcc: vehicle/tibber/oauth.go (b29b49e)",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
