/** Geocaching. */
import type { Profile } from "./Profile.ts"

export const geocaching: Profile = {
  name: "geocaching",
  title: "Geocaching",
  endpoints: {
    authorize: "https://www.geocaching.com/oauth/authorize.aspx",
    token: "https://oauth.geocaching.com/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["*"],
  quirks: [{ name: "redirectUriOnRefresh" }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/geocaching/oauth.py",
      by: "others",
      says: "Id and secret go into the body; the only scope is `*`; refresh needs the redirect URI.",
      supports: ["clientAuthentication", "scopes", "redirectUriOnRefresh"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/geocaching/const.py",
      by: "others",
      says: "Both endpoints of production.",
      supports: ["endpoints"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
