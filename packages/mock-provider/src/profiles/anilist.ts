/** AniList. */
import type { Profile } from "./Profile.ts"

export const anilist: Profile = {
  name: "anilist",
  title: "AniList",
  endpoints: {
    authorize: "https://anilist.co/api/v2/oauth/authorize",
    token: "https://anilist.co/api/v2/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "noRefreshToken" }],
  lifetimes: { accessToken: 31_536_000 },
  sources: [
    {
      at: "AniList/docs: guide/auth (dd9c579)",
      by: "provider",
      says:
        "Both endpoints; id and secret go into the body; there are no scopes and no refresh tokens, and an " +
        "access token lives a year.",
      supports: ["endpoints", "clientAuthentication", "noRefreshToken", "lifetimes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
