/** SpareBank 1. */
import type { Profile } from "./Profile.ts"

export const sparebank1: Profile = {
  name: "sparebank1",
  title: "SpareBank 1",
  endpoints: {
    authorize: "https://api.sparebank1.no/oauth/authorize",
    token: "https://api.sparebank1.no/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [{ name: "extraTokenMembers", members: { finInst: "fid-smn" } }],
  lifetimes: { accessToken: 15_551_999 },
  sources: [
    {
      at: "https://developersparebank1.no/personlig-klient",
      by: "provider",
      says: "Id and secret go into the body; the sample: a token lives half a year, and `finInst` is the bank.",
      supports: ["clientAuthentication", "lifetimes", "extraTokenMembers"],
      read: "2026-11-30"
    },
    {
      at: "SpareBank1/sb1-open-api-tutorial: README.md",
      by: "provider",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "remimikalsen/sparebank1_pengerobot: custom_components/sparebank1_pengerobot/const.py (f867cf4)",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
