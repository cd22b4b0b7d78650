/** Box. */
import type { Profile } from "./Profile.ts"

export const box: Profile = {
  name: "box",
  title: "Box",
  endpoints: {
    authorize: "https://account.box.com/api/oauth2/authorize",
    token: "https://api.box.com/oauth2/token",
    revoke: "https://api.box.com/oauth2/revoke"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "tokenType", value: "bearer" }],
  lifetimes: { code: 30, accessToken: 3600, refreshToken: 5_184_000 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "https://developer.box.com/reference/post-oauth2-revoke",
      by: "provider",
      says: "Where tokens are revoked; id and secret are in the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "box/developer.box.com: content/guides/authentication (eee1aa6)",
      by: "provider",
      says:
        "The three endpoints; id and secret go into the body; a code lives 30 seconds, an access token an hour " +
        "and a refresh token 60 days, which works once and is replaced; `token_type` is `bearer`.",
      supports: ["endpoints", "clientAuthentication", "lifetimes", "rotation", "tokenType"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
