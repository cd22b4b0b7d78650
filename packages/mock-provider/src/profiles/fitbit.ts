/** Fitbit. */
import type { Profile } from "./Profile.ts"

export const fitbit: Profile = {
  name: "fitbit",
  title: "Fitbit",
  endpoints: {
    authorize: "https://www.fitbit.com/oauth2/authorize",
    token: "https://api.fitbit.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_basic", "none"],
  pkce: "supported",
  scopes: ["profile", "activity"],
  quirks: [
    { name: "extraTokenMembers", members: { user_id: "user-1" } },
    {
      name: "errorBody",
      template: { errors: [{ errorType: "{error}", message: "{description}" }], success: false }
    }
  ],
  lifetimes: { code: 600, accessToken: 28_800 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; HTTP Basic.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://dev.fitbit.com/build/reference/web-api/authorization/refresh-token",
      by: "provider",
      says: "Clients with a secret use HTTP Basic; others send their id alone.",
      supports: ["clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "https://dev.fitbit.com/build/reference/web-api/authorization/oauth2-token",
      by: "provider",
      says: "A code lives 10 minutes; a verifier may come along.",
      supports: ["lifetimes", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "https://dev.fitbit.com/build/reference/web-api/developer-guide/best-practices",
      by: "provider",
      says: "An access token lives 8 hours; a refresh token has no end, and works once.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-25"
    },
    {
      at: "https://rdrr.io/cran/fitbitViz/man/refresh_token_app.html",
      by: "others",
      says: "The members of a token response: `user_id` is one.",
      supports: ["extraTokenMembers"],
      read: "2026-11-25"
    },
    {
      at: "https://dev.fitbit.com/build/reference/web-api/troubleshooting-guide/error-handling",
      by: "provider",
      says: "An error is reported by `errorType` and `message`.",
      supports: ["errorBody"],
      read: "2026-11-25"
    },
    {
      at: "JonathonCavalieri/fitbit-data-extract: Source/FitbitExtract/fitbit/constants.py",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refusal", saying: "status 400 without an error code" }
}
