/** TIDAL. */
import type { Profile } from "./Profile.ts"

export const tidal: Profile = {
  name: "tidal",
  title: "TIDAL",
  endpoints: {
    authorize: "https://login.tidal.com/authorize",
    token: "https://auth.tidal.com/v1/oauth2/token"
  },
  clientAuthentication: ["none", "client_secret_post"],
  pkce: "required",
  scopes: ["user.read"],
  quirks: [{ name: "extraErrorMembers", members: { status: 400, sub_status: 11_003 } }],
  lifetimes: { accessToken: 86_400 },
  rotation: "none",
  sources: [
    {
      at: "lemming1337/home-assistant-tidal-integration: docs/tidal/Authorization _ TIDAL Developer Portal.html (58f59a6)",
      by: "provider",
      says:
        "A copy of the documents: both endpoints; PKCE with S256 is enforced for all clients, which send their " +
        "id alone with the code; a token lives a day; the answer to a refresh has no refresh token.",
      supports: ["endpoints", "clientAuthentication", "pkce", "lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "lemming1337/home-assistant-tidal-integration: custom_components/tidal/application_credentials.py, const.py (58f59a6)",
      by: "others",
      says: "PKCE; the secret is optional, and goes into the body with the id; a scope for example.",
      supports: ["clientAuthentication", "pkce", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "https://packagist.org/packages/gerenuk/php-tidal-api",
      by: "others",
      says: "Errors have `status` and `sub_status`.",
      supports: ["extraErrorMembers"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
