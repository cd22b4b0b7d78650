/** Toon of Eneco, whose API has ended. */
import type { Profile } from "./Profile.ts"

export const toon: Profile = {
  name: "toon",
  title: "Toon (ended)",
  endpoints: { authorize: "https://api.toon.eu/authorize", token: "https://api.toon.eu/token" },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [
    { name: "authorizeParameters", parameters: { tenant_id: "eneco", issuer: "identity.toon.eu" } },
    { name: "tokenParameters", parameters: { tenant_id: "eneco", issuer: "identity.toon.eu" } },
    { name: "tokenHeaders", headers: { issuer: "identity.toon.eu" } },
    { name: "stringExpiresIn" }
  ],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/toon/oauth2.py, of 2020",
      by: "others",
      says:
        "Both endpoints; `tenant_id` and `issuer` go with all requests, `issuer` into the header of token requests too; id " +
        "and secret go into the body; some tenants have `expires_in` as a string.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "authorizeParameters",
        "tokenParameters",
        "tokenHeaders",
        "stringExpiresIn"
      ],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
