/** ekey bionyx, whose accounts are at Azure AD B2C. */
import type { Profile } from "./Profile.ts"

export const ekey: Profile = {
  name: "ekey",
  title: "ekey bionyx",
  endpoints: {
    authorize:
      "https://ekeybionyxprod.b2clogin.com/ekeybionyxprod.onmicrosoft.com/B2C_1_sign_in_v2/oauth2/v2.0/authorize",
    token:
      "https://ekeybionyxprod.b2clogin.com/ekeybionyxprod.onmicrosoft.com/B2C_1_sign_in_v2/oauth2/v2.0/token"
  },
  clientAuthentication: ["client_secret_post", "none"],
  pkce: "supported",
  scopes: [],
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
      at: "home-assistant/core: homeassistant/components/ekeybionyx/const.py",
      by: "others",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
