/** Tesla, for the Fleet API. */
import type { Profile } from "./Profile.ts"

export const teslaFleet: Profile = {
  name: "tesla-fleet",
  title: "Tesla Fleet API",
  endpoints: {
    authorize: "https://auth.tesla.com/oauth2/v3/authorize",
    token: "https://fleet-auth.prd.vn.cloud.tesla.com/oauth2/v3/token"
  },
  otherEndpoints: { token: ["https://auth.tesla.com/oauth2/v3/token"] },
  clientAuthentication: ["client_secret_post", "none"],
  pkce: "supported",
  scopes: ["openid", "vehicle_device_data"],
  authorizeParameters: { prompt: "login", prompt_missing_scopes: "true" },
  quirks: [
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" },
    {
      name: "errorCodes",
      codes: {
        invalid_auth_code: ["code-client", "code-expired", "code-reused", "code-unknown"],
        login_required: [
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ],
        invalid_client_id: ["client-unknown"]
      }
    },
    {
      name: "errorStatuses",
      statuses: {
        "401": [
          "refresh-token-client",
          "refresh-token-expired",
          "refresh-token-reused",
          "refresh-token-unknown"
        ]
      }
    }
  ],
  lifetimes: { refreshToken: 7_776_000 },
  rotation: { mode: "rotate", reuse: "refuse" },
  require: { state: true },
  sources: [
    {
      at: "https://developer.tesla.com/docs/fleet-api/authentication/third-party-tokens",
      by: "provider",
      says:
        "Both endpoints and the parameters of the authorization request, of which `state` is required; id and " +
        "secret go into the body; a refresh token needs the scope `offline_access`, works once and lives 3 " +
        "months; the codes of errors.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "scopes",
        "authorizeParameters",
        "require",
        "refreshTokenOnlyWithScope",
        "lifetimes",
        "rotation",
        "errorCodes"
      ],
      read: "2026-11-30"
    },
    {
      at: "https://developer.tesla.com/docs/fleet-api/authentication/open-source-tokens",
      by: "provider",
      says: "Applications of open source have no secret, and use PKCE.",
      supports: ["clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/teslamotors/vehicle-command/issues/267",
      by: "others",
      says: "A refused refresh token as it comes: 401.",
      supports: ["errorStatuses"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/tesla_fleet/const.py",
      by: "others",
      says: "Both endpoints on one host.",
      supports: ["otherEndpoints"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
