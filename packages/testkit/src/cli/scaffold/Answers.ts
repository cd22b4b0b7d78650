/** What `init` has to know of an integration before it writes one. */
import {
  type ClientSettings,
  clientSettingsFromProfile,
  type Profile
} from "@application-credentials/mock-provider/profiles"
import type { Language } from "../../subject/Integration.ts"

/** What a client of the provider has to do, as data: the SDK's `ClientProfile`. */
export type ProviderSettings = ClientSettings & {
  readonly endpoints: { readonly authorize: string; readonly token: string }
}

/** An integration that is to be written. */
export interface Answers {
  /** The integration's domain, which is also its folder's name. */
  readonly domain: string
  /** Its name, as people read it. */
  readonly title: string
  readonly language: Language
  /** Whose it is on GitHub. */
  readonly owner: string
  readonly provider: ProviderSettings
  readonly scopes: ReadonlyArray<string>
  /** Where users make a client. */
  readonly consoleUrl: string
}

/** A provider that has no profile: PKCE, which costs nothing, unless its author says otherwise. */
export const unknownProvider = (authorize: string, token: string): ProviderSettings => ({
  endpoints: { authorize, token },
  clientAuthentication: "client_secret_post",
  pkce: true
})

/** A provider that has one. Only the endpoints that an integration needs are kept. */
export const knownProvider = (profile: Profile): ProviderSettings => {
  const { authorize, token } = profile.endpoints
  return { ...clientSettingsFromProfile(profile), endpoints: { authorize, token } }
}

/** All scopes that are asked for. */
export const scopesOf = ({ provider, scopes }: Answers): ReadonlyArray<string> => [
  ...new Set([...scopes, ...(provider.extraScopes ?? [])])
]

const isDomain = (text: string): boolean => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(text) && text.length <= 50

/** Why a text is no domain, or null. */
export const domainProblem = (text: string): string | null =>
  isDomain(text)
    ? null
    : `The name is the integration's domain: small letters, digits and single underscores, such as acme_cloud, not ${text}.`

/** Why a text is no title, or null: it stands in code, in JSON and in the interface. */
export const titleProblem = (text: string): string | null =>
  /^[\p{L}\p{N}][\p{L}\p{N} .&+-]{0,59}$/u.test(text)
    ? null
    : `A title has up to 60 letters, digits, spaces and . & + -, not ${text}.`

/** Why a text is no owner, or null. */
export const ownerProblem = (text: string): string | null =>
  /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/.test(text)
    ? null
    : `An owner is a name on GitHub, such as octocat, not ${text}.`

/** Why a text is no scope, or null. */
export const scopeProblem = (text: string): string | null =>
  /^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/.test(text)
    ? null
    : `A scope is one word without quotes or backslashes, not ${text}. Repeat --scope for several.`

/** Why a text is no endpoint, or null. What the host would lose or users should not trust is refused here already. */
export const urlProblem = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null
  return url !== null &&
    url.protocol === "https:" &&
    url.username === "" &&
    url.password === "" &&
    url.search === "" &&
    url.hash === ""
    ? null
    : `A URL begins with https:// and has no user, query or fragment, such as https://auth.acme-cloud.com/token, not ${text}.`
}
