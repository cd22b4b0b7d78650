/** SpareBank 1. */
import type { Profile } from "./Profile.ts"

export const sparebank1: Profile = {
  name: "sparebank1",
  title: "SpareBank 1",
  endpoints: {
    authorize: "https://api-auth.sparebank1.no/oauth/authorize",
    token: "https://api-auth.sparebank1.no/oauth/token"
  },
  otherEndpoints: {
    authorize: ["https://api.sparebank1.no/oauth/authorize"],
    token: ["https://api.sparebank1.no/oauth/token"]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "extraTokenMembers", members: { finInst: "fid-smn" } }],
  lifetimes: { accessToken: 600, refreshToken: 2_592_000 },
  sources: [
    {
      at: "https://developersparebank1.no/personlig-klient",
      by: "provider",
      says: "Id and secret go into the body; in the sample, `finInst` is the bank.",
      supports: ["clientAuthentication", "extraTokenMembers"],
      read: "2026-11-30"
    },
    {
      at: "SpareBank1/sb1-open-api-tutorial: README.md, src/main/resources/application.yaml and RestClient.kt (997168b)",
      by: "provider",
      says:
        "Both endpoints; id and secret go into the body; an access token lives 10 minutes, a refresh token 30 days. " +
        "Before March 2024 it had the other URLs, and a token lived half a year.",
      supports: ["endpoints", "otherEndpoints", "clientAuthentication", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "remimikalsen/sparebank1_pengerobot: custom_components/sparebank1_pengerobot/const.py (f867cf4)",
      by: "others",
      says: "The other URLs.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
