/** Google. */
import type { Profile } from "./Profile.ts"

export const google: Profile = {
  name: "google",
  title: "Google",
  issuer: "https://accounts.google.com",
  endpoints: {
    authorize: "https://accounts.google.com/o/oauth2/v2/auth",
    token: "https://oauth2.googleapis.com/token",
    revoke: "https://oauth2.googleapis.com/revoke",
    deviceAuthorization: "https://oauth2.googleapis.com/device/code",
    jwks: "https://www.googleapis.com/oauth2/v3/certs",
    userinfo: "https://openidconnect.googleapis.com/v1/userinfo",
    openidConfiguration: "https://accounts.google.com/.well-known/openid-configuration"
  },
  otherEndpoints: {
    authorize: [
      "https://accounts.google.com/o/oauth2/auth",
      "https://nestservices.google.com/partnerconnections/{project}/auth"
    ],
    token: ["https://accounts.google.com/o/oauth2/token", "https://www.googleapis.com/oauth2/v4/token"]
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["https://www.googleapis.com/auth/youtube.readonly"],
  quirks: [
    { name: "refreshTokenOnlyIf", parameter: "access_type", value: "offline" },
    { name: "refreshTokenOnFirstConsentOnly", parameter: "prompt", value: "consent" }
  ],
  lifetimes: { accessToken: 3600 },
  rotation: { mode: "none", maxLive: 100 },
  allow: { plainChallenge: true },
  sources: [
    {
      at: "panva/wellknown: issuers/google/google.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: all endpoints and the keys; id and secret go into the body or by HTTP " +
        "Basic; challenges are plain or S256.",
      supports: ["endpoints", "clientAuthentication", "pkce", "allow"],
      read: "2026-11-30"
    },
    {
      at: "googleapis/google-auth-library-nodejs: README.md (014ce0b)",
      by: "provider",
      says:
        "There is a refresh token with `access_type=offline` only, and the first time only, unless " +
        "`prompt=consent` is there. Both endpoints have older URLs.",
      supports: ["refreshTokenOnlyIf", "refreshTokenOnFirstConsentOnly", "otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/google.ts (v3)",
      by: "others",
      says: "The three endpoints; id and secret go by HTTP Basic; PKCE with S256.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
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
      at: "https://developers.google.cn/nest/device-access/reference/errors/authorization.md.txt",
      by: "provider",
      says: "Nest devices are authorized at nestservices.google.com, for a project.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/nest/const.py",
      by: "others",
      says: "The token endpoint of Nest.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: docs, on Google (2f4c0af)",
      by: "others",
      says: "An account has 100 refresh tokens of a client at most, of which a new one ends the oldest.",
      supports: ["rotation"],
      read: "2026-11-30"
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
