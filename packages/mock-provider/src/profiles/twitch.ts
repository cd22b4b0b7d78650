/** Twitch. */
import type { Profile } from "./Profile.ts"

export const twitch: Profile = {
  name: "twitch",
  title: "Twitch",
  issuer: "https://id.twitch.tv/oauth2",
  endpoints: {
    authorize: "https://id.twitch.tv/oauth2/authorize",
    token: "https://id.twitch.tv/oauth2/token",
    openidConfiguration: "https://id.twitch.tv/oauth2/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["channel:moderate", "chat:read"],
  quirks: [{ name: "scopeAsArray" }],
  sources: [
    {
      at: "python-social-auth/social-core: social_core/backends/twitch.py, social_core/tests/backends/test_twitch.py",
      by: "others",
      says: "Where the metadata is published, and a copy of it: the issuer, both endpoints, and id and secret in the body.",
      supports: ["endpoints", "clientAuthentication"],
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
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
