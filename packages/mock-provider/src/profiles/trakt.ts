/** Trakt. */
import type { Profile } from "./Profile.ts"

export const trakt: Profile = {
  name: "trakt",
  title: "Trakt",
  endpoints: {
    authorize: "https://auth.trakt.tv/oauth/authorize",
    token: "https://auth.trakt.tv/oauth/token",
    revoke: "https://auth.trakt.tv/oauth/revoke"
  },
  otherEndpoints: {
    authorize: ["https://trakt.tv/oauth/authorize"],
    token: ["https://api.trakt.tv/oauth/token"]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [
    { name: "jsonBody" },
    { name: "redirectUriOnRefresh" },
    { name: "extraTokenMembers", members: { created_at: 1_700_000_000 } }
  ],
  lifetimes: { accessToken: 604_800 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "trakt/trakt-api: projects/api/src/contracts/oauth/index.ts (586224b)",
      by: "provider",
      says:
        "The endpoints; requests are JSON, with id and secret; a refresh has the redirect URI; the answer has " +
        "`created_at`; a token lives 7 days, and a refresh token works once and is replaced.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "jsonBody",
        "redirectUriOnRefresh",
        "extraTokenMembers",
        "lifetimes",
        "rotation"
      ],
      read: "2026-11-30"
    },
    {
      at: "dylandoamaral/trakt-integration: custom_components/trakt_tv/const.py (6fc9781)",
      by: "others",
      says: "Both endpoints on other hosts.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_request" }
}
