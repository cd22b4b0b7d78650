/** Geocaching. */
import type { Profile } from "./Profile.ts"

export const geocaching: Profile = {
  name: "geocaching",
  title: "Geocaching",
  endpoints: {
    authorize: "https://www.geocaching.com/oauth/authorize.aspx",
    token: "https://oauth.geocaching.com/token"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "required",
  scopes: ["*"],
  quirks: [{ name: "redirectUriOnRefresh" }],
  lifetimes: { accessToken: 3600 },
  sources: [
    {
      at: "https://api.groundspeak.com/documentation",
      by: "provider",
      says: "PKCE is required, with S256; an access token is a JWT and lives an hour.",
      supports: ["pkce", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "foobert/gc5: src/gc/tokencache.rs (29724e5)",
      by: "others",
      says: "The token endpoint; id and secret go by HTTP Basic; a refresh has the redirect URI.",
      supports: ["endpoints", "clientAuthentication", "redirectUriOnRefresh"],
      read: "2026-11-30"
    },
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
  naive: { fails: "authorize", saying: "invalid_request" }
}
