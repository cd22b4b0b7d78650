/** Spotify. */
import type { Profile } from "./Profile.ts"

export const spotify: Profile = {
  name: "spotify",
  title: "Spotify",
  endpoints: {
    authorize: "https://accounts.spotify.com/authorize",
    token: "https://accounts.spotify.com/api/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "supported",
  scopes: ["user-read-email"],
  quirks: [],
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/spotify.ts (v3)",
      by: "others",
      says: "Both endpoints; id and secret go by HTTP Basic; PKCE with S256 may be used.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/spotify.py",
      by: "others",
      says: "Id and secret go by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "nextauthjs/next-auth: packages/core/src/providers/spotify.ts",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
