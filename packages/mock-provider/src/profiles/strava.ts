/** Strava. */
import type { Profile } from "./Profile.ts"

export const strava: Profile = {
  name: "strava",
  title: "Strava",
  endpoints: {
    authorize: "https://www.strava.com/oauth/authorize",
    token: "https://www.strava.com/api/v3/oauth/token"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["activity:write", "read"],
  authorizeParameters: { approval_prompt: "auto" },
  quirks: [
    { name: "commaScopes" },
    { name: "scopeInCallback" },
    {
      name: "errorBody",
      template: {
        message: "Bad Request",
        errors: [{ resource: "AuthorizationCode", field: "code", code: "invalid" }]
      }
    }
  ],
  lifetimes: { accessToken: 21_600 },
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/strava.ts (v3)",
      by: "others",
      says: "Both endpoints; commas between scopes; id and secret go into the body, for both grants.",
      supports: ["endpoints", "clientAuthentication", "commaScopes"],
      read: "2026-11-25"
    },
    {
      at: "golang/oauth2: internal/token.go, before 2019",
      by: "others",
      says: "The token endpoint takes id and secret in the body, and not by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://arcticjs.dev/providers/strava",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    },
    {
      at: "https://hexdocs.pm/strava/0.3.2/Strava.Auth.html",
      by: "others",
      says: "`approval_prompt` is `force` or `auto`, and optional.",
      supports: ["authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "https://developers.strava.com/docs/authentication",
      by: "provider",
      says: "The user may leave scopes out; the callback has those that were accepted. A token lives 6 hours.",
      supports: ["scopeInCallback", "lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/yihong0618/running_page/issues/523",
      by: "others",
      says: "A refused code as it comes: 400, a message, and a list of errors.",
      supports: ["errorBody"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
