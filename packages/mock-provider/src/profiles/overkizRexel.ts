/** Rexel, whose accounts are at Azure AD B2C. */
import type { Profile } from "./Profile.ts"

export const overkizRexel: Profile = {
  name: "overkiz-rexel",
  title: "Overkiz (Rexel)",
  endpoints: {
    authorize:
      "https://consumerlogin.rexelservices.fr/670998c0-f737-4d75-a32f-ba9292755b70/oauth2/v2.0/authorize",
    token:
      "https://consumerlogin.rexelservices.fr/670998c0-f737-4d75-a32f-ba9292755b70/oauth2/v2.0/token?p=b2c_1a_signinonlyhomeassistant"
  },
  clientAuthentication: ["none"],
  pkce: "required",
  scopes: [
    "https://adb2cservicesfrenduserprod.onmicrosoft.com/94f05108-65f7-477a-a84d-e67e1aed6f79/ExternalProvider"
  ],
  quirks: [
    { name: "authorizeParameters", parameters: { p: "b2c_1a_signinonlyhomeassistant" } },
    { name: "refreshTokenOnlyWithScope", scope: "offline_access" },
    { name: "stringExpiresIn" }
  ],
  lifetimes: { code: 600 },
  rotation: "rotate",
  allow: { plainChallenge: true },
  sources: [
    {
      at: "home-assistant/core: homeassistant/components/overkiz/application_credentials.py",
      by: "others",
      says: "A public client with PKCE; the authorization request needs `p`, the policy.",
      supports: ["clientAuthentication", "pkce", "authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "iMicknl/python-overkiz-api: pyoverkiz/const.py",
      by: "others",
      says: "Both endpoints, of which that of tokens has the policy in its query; the policy; the scope.",
      supports: ["endpoints", "scopes", "authorizeParameters"],
      read: "2026-11-25"
    },
    {
      at: "MicrosoftDocs/azure-docs: articles/active-directory-b2c/authorization-code-flow.md (00eb251)",
      by: "others",
      says:
        "What holds for Azure AD B2C wherever it is used: the policy is in the URL; public clients need PKCE, " +
        "with plain or S256; a refresh token needs `offline_access` and is replaced when used; a code lives " +
        "about 10 minutes; `expires_in` is a string in the sample.",
      supports: [
        "pkce",
        "authorizeParameters",
        "refreshTokenOnlyWithScope",
        "stringExpiresIn",
        "rotation",
        "lifetimes",
        "allow"
      ],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
