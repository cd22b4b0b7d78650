/** Spotify. */
import type { Profile } from "./Profile.ts"

export const spotify: Profile = {
  name: "spotify",
  title: "Spotify",
  issuer: "https://accounts.spotify.com",
  endpoints: {
    authorize: "https://accounts.spotify.com/authorize",
    token: "https://accounts.spotify.com/api/token",
    revoke: "https://accounts.spotify.com/oauth2/revoke/v1",
    jwks: "https://accounts.spotify.com/oidc/certs/v1",
    userinfo: "https://accounts.spotify.com/oidc/userinfo/v1",
    openidConfiguration: "https://accounts.spotify.com/.well-known/openid-configuration"
  },
  otherEndpoints: { authorize: ["https://accounts.spotify.com/oauth2/v2/auth"] },
  clientAuthentication: ["client_secret_basic", "client_secret_post", "none"],
  pkce: "supported",
  scopes: ["user-read-email"],
  quirks: [{ name: "errorStatuses", statuses: { "400": ["client-secret", "client-unknown"] } }],
  lifetimes: { accessToken: 3600 },
  rotation: "none",
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/spotify.ts (v3)",
      by: "others",
      says: "Both endpoints; id and secret go by HTTP Basic; PKCE with S256 may be used.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "panva/wellknown: issuers/spotify/spotify.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: the endpoints and the keys, with another authorization endpoint; id " +
        "and secret go by HTTP Basic or into the body; S256.",
      supports: ["endpoints", "otherEndpoints", "clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens",
      by: "provider",
      says:
        "Clients with a secret use HTTP Basic, those with PKCE alone send their id; a token lives an hour; with " +
        "a secret a refresh token stays.",
      supports: ["clientAuthentication", "lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/spotify/web-api/issues/597",
      by: "others",
      says: "A refused client as it comes: 400.",
      supports: ["errorStatuses"],
      read: "2026-11-30"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/spotify.ts",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard but for the status of a refused client" }
}
