/** Monzo. */
import type { Profile } from "./Profile.ts"

export const monzo: Profile = {
  name: "monzo",
  title: "Monzo",
  endpoints: { authorize: "https://auth.monzo.com/", token: "https://api.monzo.com/oauth2/token" },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "extraTokenMembers", members: { client_id: "oauthclient_1", user_id: "user_1" } }],
  lifetimes: { accessToken: 21_600 },
  rotation: { mode: "rotate", reuse: "refuse", maxLive: 1 },
  sources: [
    {
      at: "monzo/docs: source/includes/_authentication.md (58a52e1)",
      by: "provider",
      says:
        "Both endpoints; id and secret go into the body; the answer has `client_id` and `user_id`; a token lives " +
        "6 hours. A refresh token works once and is replaced, and a client has one live token of a user.",
      supports: ["endpoints", "clientAuthentication", "lifetimes", "rotation", "extraTokenMembers"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
