/** Watts Vision, whose accounts are at Azure AD B2C. */
import type { Profile } from "./Profile.ts"

export const watts: Profile = {
  name: "watts",
  title: "Watts Vision",
  endpoints: {
    authorize:
      "https://visionlogin.b2clogin.com/visionlogin.onmicrosoft.com/B2C_1A_VISION_UNIFIEDSIGNUPORSIGNIN/oauth2/v2.0/authorize",
    token:
      "https://visionlogin.b2clogin.com/visionlogin.onmicrosoft.com/B2C_1A_VISION_UNIFIEDSIGNUPORSIGNIN/oauth2/v2.0/token"
  },
  clientAuthentication: ["client_secret_post", "none"],
  pkce: "supported",
  scopes: ["https://visionlogin.onmicrosoft.com/homeassistant-api/homeassistant.read"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }, { name: "stringExpiresIn" }],
  lifetimes: { code: 600 },
  rotation: "rotate",
  allow: { plainChallenge: true },
  sources: [
    {
      at: "MicrosoftDocs/azure-docs: articles/active-directory-b2c/authorization-code-flow.md (00eb251)",
      by: "provider",
      says:
        "Of Azure AD B2C, at which the accounts are: web applications have id and secret in the body, others " +
        "send their id; a verifier may come along, plain or S256; a code lives about 10 minutes; each refresh " +
        "gives another refresh token; `expires_in` is a string in the sample.",
      supports: ["clientAuthentication", "pkce", "allow", "lifetimes", "rotation", "stringExpiresIn"],
      read: "2026-11-30"
    },
    {
      at: "https://learn.microsoft.com/azure/active-directory-b2c/authorization-code-flow",
      by: "others",
      says:
        "Of Azure AD B2C: there is a refresh token with the scope `offline_access`. What the policy of these " +
        "accounts makes of it is not told.",
      supports: ["refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "home-assistant/core: homeassistant/components/watts/const.py",
      by: "others",
      says: "Both endpoints, and the scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
