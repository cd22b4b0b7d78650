/** LaMetric. */
import type { Profile } from "./Profile.ts"

export const lametric: Profile = {
  name: "lametric",
  title: "LaMetric",
  endpoints: {
    authorize: "https://developer.lametric.com/api/v2/oauth2/authorize",
    token: "https://developer.lametric.com/api/v2/oauth2/token"
  },
  otherEndpoints: { authorize: ["https://developer.lametric.com/api/v2/oauth2/authorize/"] },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["basic", "devices_read"],
  quirks: [{ name: "apiErrorBody", template: { errors: [{ message: "Unauthorized" }] } }],
  lifetimes: { accessToken: 3600 },
  rotation: "rotate",
  sources: [
    {
      at: "lametric/Documentation: reference-docs/cloud-authorization.rst (5e89ca8)",
      by: "provider",
      says:
        "Both endpoints, of which the first has a slash at its end; id and secret go into the body, for both " +
        "grants; the samples: a token lives an hour, and the answer to a refresh has another refresh token; the " +
        "error of the API; the scopes.",
      supports: [
        "endpoints",
        "otherEndpoints",
        "clientAuthentication",
        "scopes",
        "lifetimes",
        "rotation",
        "apiErrorBody"
      ],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/lametric/application_credentials.py",
      by: "others",
      says: "Both endpoints, without the slash.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
