/** Google. */
import type { Profile } from "./Profile.ts"

export const google: Profile = {
  name: "google",
  title: "Google",
  endpoints: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revoke: "https://oauth2.googleapis.com/revoke",
    openidConfiguration: "https://accounts.google.com/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["https://www.googleapis.com/auth/youtube.readonly"],
  quirks: [
    { name: "refreshTokenOnlyIf", parameter: "access_type", value: "offline" },
    { name: "refreshTokenOnFirstConsentOnly", parameter: "prompt", value: "consent" }
  ],
  lifetimes: { accessToken: 3600 },
  sources: [
    {
      at: "https://accounts.google.com/.well-known/openid-configuration",
      by: "provider",
      says: "The published metadata, as copies of it in public code have it: all endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/google.ts (v3)",
      by: "others",
      says: "The three endpoints; id and secret go by HTTP Basic; PKCE with S256.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/youtube/config_flow.py",
      by: "others",
      says: "A refresh token is had by `access_type=offline` with `prompt=consent`. Id and secret go into the body.",
      supports: ["clientAuthentication", "refreshTokenOnlyIf", "refreshTokenOnFirstConsentOnly"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/googleapis/google-api-php-client/issues/2591",
      by: "others",
      says: "Without `access_type=offline` there is no refresh token, and with it only the first time.",
      supports: ["refreshTokenOnlyIf", "refreshTokenOnFirstConsentOnly"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/google/google-api-php-client/issues/263",
      by: "others",
      says: "A token response as it comes: `expires_in` is an hour less some seconds.",
      supports: ["lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/youtube/const.py",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
