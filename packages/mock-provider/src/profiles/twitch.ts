/** Twitch. */
import type { Profile } from "./Profile.ts"

export const twitch: Profile = {
  name: "twitch",
  title: "Twitch",
  issuer: "https://id.twitch.tv/oauth2",
  endpoints: {
    authorize: "https://id.twitch.tv/oauth2/authorize",
    token: "https://id.twitch.tv/oauth2/token",
    revoke: "https://id.twitch.tv/oauth2/revoke",
    jwks: "https://id.twitch.tv/oauth2/keys",
    userinfo: "https://id.twitch.tv/oauth2/userinfo",
    openidConfiguration: "https://id.twitch.tv/oauth2/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["channel:moderate", "chat:read"],
  quirks: [
    { name: "scopeAsArray" },
    { name: "errorBody", template: { status: "{status}", message: "{description}" } },
    { name: "errorStatuses", statuses: { "400": ["client-unknown"], "403": ["client-secret"] } }
  ],
  sources: [
    {
      at: "panva/wellknown: issuers/twitch/twitch.mjs (e88dd5e)",
      by: "provider",
      says: "A copy of the published metadata: the issuer, the endpoints, the keys; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/twitch.py",
      by: "others",
      says: "Where the metadata is published.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/twitch.ts (v3)",
      by: "others",
      says: "Both endpoints; id and secret go into the body, for both grants.",
      supports: ["endpoints", "clientAuthentication"],
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
      at: "https://hexdocs.pm/hello_twitch_api/TwitchAPI.AuthClient.html",
      by: "others",
      says: "Token responses as they come: `scope` is an array.",
      supports: ["scopes", "scopeAsArray"],
      read: "2026-11-25"
    },
    {
      at: "nicklaw5/helix: authentication_test.go (03461e3)",
      by: "others",
      says:
        "Errors as they come: `status` and `message`; a wrong secret is 403, a foreign id 400. Where tokens are " +
        "revoked.",
      supports: ["errorBody", "errorStatuses", "endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "status 401 without an error code" }
}
