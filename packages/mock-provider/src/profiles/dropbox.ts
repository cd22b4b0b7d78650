/** Dropbox. */
import type { Profile } from "./Profile.ts"

export const dropbox: Profile = {
  name: "dropbox",
  title: "Dropbox",
  endpoints: {
    authorize: "https://www.dropbox.com/oauth2/authorize",
    token: "https://api.dropboxapi.com/oauth2/token"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["account_info.read", "files.content.read"],
  quirks: [{ name: "refreshTokenOnlyIf", parameter: "token_access_type", value: "offline" }],
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/dropbox/application_credentials.py",
      by: "others",
      says: "`token_access_type=offline` for a refresh token; PKCE; id and secret go into the body.",
      supports: ["clientAuthentication", "pkce", "refreshTokenOnlyIf"],
      read: "2026-11-25"
    },
    {
      at: "home-assistant/core: homeassistant/components/dropbox/const.py",
      by: "others",
      says: "Both endpoints, and names of scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/dropbox.ts (v3)",
      by: "others",
      says: "Id and secret may go by HTTP Basic.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
