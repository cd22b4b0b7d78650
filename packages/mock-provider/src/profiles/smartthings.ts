/** SmartThings. */
import type { Profile } from "./Profile.ts"

export const smartthings: Profile = {
  name: "smartthings",
  title: "SmartThings",
  endpoints: {
    authorize: "https://api.smartthings.com/oauth/authorize",
    token: "https://api.smartthings.com/v1/oauth/token"
  },
  otherEndpoints: { token: ["https://auth-global.api.smartthings.com/oauth/token"] },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["r:devices:*"],
  quirks: [
    {
      name: "extraTokenMembers",
      members: { access_tier: 0, installed_app_id: "00000000-0000-0000-0000-000000000000" }
    }
  ],
  lifetimes: { accessToken: 86_399, refreshToken: 2_592_000 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "https://developer.smartthings.com/docs/service-integrations/token-management",
      by: "provider",
      says:
        "The token endpoint; id and secret go by HTTP Basic; the answer has members of its own; an access token " +
        "lives a day. A refresh token is replaced when it is used, and ends then.",
      supports: ["endpoints", "clientAuthentication", "lifetimes", "rotation", "extraTokenMembers"],
      read: "2026-11-30"
    },
    {
      at: "https://smartthings.developer.samsung.com/docs/how-to/refresh-token.html",
      by: "provider",
      says: "A refresh token lives 30 days; the token endpoint is at auth-global.",
      supports: ["lifetimes", "otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/smartthings/application_credentials.py",
      by: "others",
      says: "Both endpoints, on two hosts; id and secret go by HTTP Basic, for both grants.",
      supports: ["endpoints", "otherEndpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/smartthings/const.py",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard, with members more" }
}
