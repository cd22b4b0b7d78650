/** Dropbox. */
import type { Profile } from "./Profile.ts"

export const dropbox: Profile = {
  name: "dropbox",
  title: "Dropbox",
  issuer: "https://www.dropbox.com",
  endpoints: {
    authorize: "https://www.dropbox.com/oauth2/authorize",
    token: "https://api.dropboxapi.com/oauth2/token",
    jwks: "https://www.dropbox.com/.well-known/jwks",
    openidConfiguration: "https://www.dropbox.com/.well-known/openid-configuration"
  },
  otherEndpoints: { token: ["https://www.dropbox.com/oauth2/token"] },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["account_info.read", "files.content.read"],
  quirks: [{ name: "refreshTokenOnlyIf", parameter: "token_access_type", value: "offline" }],
  lifetimes: { accessToken: 14_400 },
  rotation: "none",
  sources: [
    {
      at: "panva/wellknown: issuers/dropbox/dropbox.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: the issuer, both endpoints, the keys; id and secret go by HTTP Basic " +
        "or into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "https://dropbox.tech/developers/using-oauth-2-0-with-offline-access",
      by: "provider",
      says:
        "There is a refresh token with `token_access_type=offline`; access tokens live about four hours; a " +
        "refresh gives no other refresh token.",
      supports: ["refreshTokenOnlyIf", "lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "https://docs.rs/dropbox-sdk/0.14.1/i686-unknown-linux-gnu/dropbox_sdk/oauth2/index.html",
      by: "others",
      says: "PKCE is one of the ways to authorize.",
      supports: ["pkce"],
      read: "2026-11-30"
    },
    {
      at: "Shopify/react-native-app-auth: docs/config-examples/dropbox.md",
      by: "others",
      says: "The token endpoint is on www.dropbox.com too.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/dropbox/const.py",
      by: "others",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
