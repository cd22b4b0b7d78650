/** Withings. */
import type { Profile } from "./Profile.ts"

export const withings: Profile = {
  name: "withings",
  title: "Withings",
  endpoints: {
    authorize: "https://account.withings.com/oauth2_user/authorize2",
    token: "https://wbsapi.withings.net/v2/oauth2"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["user.info", "user.metrics"],
  quirks: [
    { name: "commaScopes" },
    { name: "tokenParameters", parameters: { action: "requesttoken" } },
    { name: "extraTokenMembers", members: { userid: "363" } },
    { name: "nestedTokenResponse", member: "body", beside: { status: 0 } },
    { name: "errorUnderOk" },
    { name: "errorBody", template: { status: 503, body: {}, error: "Invalid Params: {description}" } }
  ],
  lifetimes: { code: 30, accessToken: 10_800, refreshToken: 31_536_000 },
  rotation: { mode: "rotate", grace: { seconds: 28_800, untilUsed: true } },
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/withings.ts (v3)",
      by: "others",
      says:
        "Both endpoints; commas between scopes; `action=requesttoken`, id and secret in the body; the answer is " +
        "in `body`; errors come with status 200 and a text of Withings' own in `error`.",
      supports: ["endpoints", "clientAuthentication", "commaScopes", "tokenParameters", "errorUnderOk"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/withings/application_credentials.py",
      by: "others",
      says: "`action` goes with both grants; `status` is beside `body`, which has the usual members.",
      supports: ["tokenParameters", "nestedTokenResponse"],
      read: "2026-11-25"
    },
    {
      at: "api-evangelist/withings: examples/withings-oauth2-token-example.json",
      by: "others",
      says: "An answer as it comes: `status` is 0.",
      supports: ["nestedTokenResponse"],
      read: "2026-11-26"
    },
    {
      at: "https://github.com/home-assistant/home-assistant.io/issues/34285",
      by: "others",
      says: "A refused code as it comes: `status` is 503, and `error` says which parameter is invalid.",
      supports: ["errorBody"],
      read: "2026-11-25"
    },
    {
      at: "https://developer.withings.com/developer-guide/v3/integration-guide/public-health-data-api/get-access/access-and-refresh-tokens-no-recover",
      by: "provider",
      says:
        "Access tokens live 3 hours and refresh tokens a year; a replaced refresh token lives 8 hours more, or " +
        "until the new access token is used.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-25"
    },
    {
      at: "https://developer.withings.com/developer-guide/faq/faq/",
      by: "provider",
      says: "A code lives 30 seconds; the answer has `userid`.",
      supports: ["lifetimes", "extraTokenMembers"],
      read: "2026-11-30"
    },
    {
      at: "https://rdrr.io/github/mathesong/rwithings/man/withings_auth.html",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
