/** What holds for every provider whose accounts are at Azure AD B2C. */
import type { Profile, Source } from "./Profile.ts"

/**
 * Describes a provider whose accounts are at Azure AD B2C: its tenant, the policy by which its users sign in, and the
 * sources of what is its own.
 */
interface B2cProvider {
  readonly name: string
  readonly title: string
  readonly tenant: string
  readonly policy: string
  readonly scopes: ReadonlyArray<string>
  readonly sources: ReadonlyArray<Source>
}

/** Makes the profile of a provider whose accounts are at Azure AD B2C. */
export const azureB2cProfile = ({ name, policy, scopes, sources, tenant, title }: B2cProvider): Profile => {
  const base = `https://${tenant}.b2clogin.com/${tenant}.onmicrosoft.com/${policy}/oauth2/v2.0`
  return {
    name,
    title,
    endpoints: { authorize: `${base}/authorize`, token: `${base}/token` },
    clientAuthentication: ["client_secret_post", "none"],
    pkce: "supported",
    scopes,
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
      ...sources
    ],
    naive: { fails: "exchange", saying: "invalid_client" }
  }
}
