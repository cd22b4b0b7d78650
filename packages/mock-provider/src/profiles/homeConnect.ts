/** Home Connect. */
import type { Profile } from "./Profile.ts"

export const homeConnect: Profile = {
  name: "home-connect",
  title: "Home Connect",
  endpoints: {
    authorize: "https://api.home-connect.com/security/oauth/authorize",
    token: "https://api.home-connect.com/security/oauth/token",
    deviceAuthorization: "https://api.home-connect.com/security/oauth/device_authorization"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "supported",
  scopes: ["IdentifyAppliance"],
  quirks: [
    { name: "apiErrorBody", template: { error: { key: "invalid_token", description: "{description}" } } }
  ],
  lifetimes: { accessToken: 86_400, deviceCode: 300 },
  rotation: { mode: "none", repeats: true },
  allow: { plainChallenge: true, missingRedirectUri: true },
  sources: [
    {
      at: "https://developer.home-connect.com/docs/authorization/flow",
      by: "provider",
      says:
        "PKCE may be used, with `plain` or S256; each request has the scope `IdentifyAppliance`; the redirect " +
        "URI may be left out.",
      supports: ["pkce", "scopes", "allow"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.home-connect.com/docs/authorization/token_refresh",
      by: "provider",
      says:
        "Access tokens live a day; the answer to a refresh has a refresh token, of which nobody says whether it " +
        "is another one.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.home-connect.com/docs/authorization/deviceflow",
      by: "provider",
      says: "Where devices ask; their codes live 300 seconds, and the interval is 5.",
      supports: ["endpoints", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/home_connect/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/home_connect/application_credentials.py",
      by: "others",
      says: "The implementation is the host's own, which puts id and secret into the body.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/iobroker-community-adapters/ioBroker.homeconnect/issues/390",
      by: "others",
      says: "Errors as they come: the API has an object with `key` and `description`.",
      supports: ["apiErrorBody"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
