/** Xbox Live, by accounts of Microsoft. */
import type { Profile } from "./Profile.ts"

export const xbox: Profile = {
  name: "xbox",
  title: "Xbox",
  endpoints: {
    authorize: "https://login.live.com/oauth20_authorize.srf",
    token: "https://login.live.com/oauth20_token.srf"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["Xboxlive.signin"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "Xboxlive.offline_access" }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/xbox/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/xbox/config_flow.py",
      by: "others",
      says: "The scopes are `Xboxlive.signin` and, to refresh, `Xboxlive.offline_access`.",
      supports: ["scopes", "refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    },
    {
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
