/** Monzo. */
import type { Profile } from "./Profile.ts"

export const monzo: Profile = {
  name: "monzo",
  title: "Monzo",
  endpoints: { authorize: "https://auth.monzo.com/", token: "https://api.monzo.com/oauth2/token" },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/monzo/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "https://gist.github.com/graphicbeacon/ee69c811ca8644c1c3c2fd9e439c0c6b",
      by: "others",
      says: "Id and secret go into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
