/** Tesla, for the Fleet API. */
import type { Profile } from "./Profile.ts"

export const teslaFleet: Profile = {
  name: "tesla-fleet",
  title: "Tesla Fleet API",
  endpoints: {
    authorize: "https://auth.tesla.com/oauth2/v3/authorize",
    token: "https://auth.tesla.com/oauth2/v3/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["openid", "vehicle_device_data"],
  authorizeParameters: { prompt: "login", prompt_missing_scopes: "true" },
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/tesla_fleet/oauth.py",
      by: "others",
      says:
        "`prompt=login` and `prompt_missing_scopes=true`; the implementation is the host's own, which puts id and secret " +
        "into the body.",
      supports: ["clientAuthentication", "authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/tesla_fleet/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "https://developer.tesla.com/docs/fleet-api/authentication/third-party-tokens",
      by: "provider",
      says: "The parameters of the authorization request; a refresh token needs the scope `offline_access`.",
      supports: ["scopes", "authorizeParameters", "refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
