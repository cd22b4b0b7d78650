/** The provider's URLs, made of options. */
import type { Endpoint, EndpointName, EndpointUrls } from "../core/Endpoint.ts"
import { endpointNames, makeEndpoint } from "../core/Endpoint.ts"
import type { EndpointOptions } from "../core/ProviderBehaviour.ts"
import type { Settings } from "../core/Settings.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"
import { reject } from "./InvalidProviderOptions.ts"

/**
 * Finds the issuer: as given, or the origin of the authorization endpoint. Throws `InvalidProviderOptions`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 */
export const issuerOf = ({
  endpoints,
  issuer
}: Pick<MockProviderOptions, "endpoints" | "issuer">): string => {
  if (issuer === undefined) return originOf(endpoints?.authorize) ?? "https://provider.test"
  return isIssuer(issuer)
    ? issuer
    : reject(`issuer has to be an http or https URL without query or fragment, and is: ${issuer}`)
}

/**
 * Says whether a text can be an issuer: an http or https URL without query and fragment.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 */
export const isIssuer = (text: string): boolean =>
  /^https?:$/.test(URL.parse(text)?.protocol ?? "") && !/[?#]/.test(text)

/** Makes the URLs of all endpoints that the provider has. */
export const makeUrls = (issuer: string, given: EndpointOptions = {}): EndpointUrls => {
  const standard = { ...standardUrls(issuer), ...metadataOfResource(given) }
  const urls = endpointNames.flatMap((name) => {
    const url = given[name] ?? standard[name]
    return url === false ? [] : [[name, url]]
  })
  const refresh = given.refresh === undefined ? {} : { refresh: given.refresh }
  return { authorize: standard.authorize, token: standard.token, ...Object.fromEntries(urls), ...refresh }
}

/** Makes the endpoints of URLs. Throws `InvalidProviderOptions`. */
export const makeEndpoints = (urls: EndpointUrls): ReadonlyArray<Endpoint> => {
  const named = [
    ...endpointNames.flatMap((name) => endpointOf(name, name, urls[name])),
    ...endpointOf("token", "refresh", urls.refresh)
  ]
  for (const [index, { endpoint, option }] of named.entries()) {
    const same = named.slice(0, index).find((other) => isSameUrl(other.endpoint, endpoint))
    if (same !== undefined && !areToldApart(same.endpoint, endpoint)) {
      reject(
        `endpoints.${option}: is at the URL of endpoints.${same.option}, and one of them would never answer`
      )
    }
  }
  return named.map(({ endpoint }) => endpoint)
}

const isSameUrl = (one: Endpoint, other: Endpoint): boolean =>
  one.base === other.base && JSON.stringify(one.query) === JSON.stringify(other.query)

// By their method; and a second URL of the token endpoint may be the first.
const areToldApart = (one: Endpoint, other: Endpoint): boolean =>
  [one, other].every(({ name }) => name === "authorize" || name === "token")

interface NamedEndpoint {
  readonly option: string
  readonly endpoint: Endpoint
}

const endpointOf = (
  name: EndpointName,
  option: string,
  url: string | undefined
): ReadonlyArray<NamedEndpoint> =>
  url === undefined ? [] : [{ option, endpoint: makeEndpoint(name, url) ?? rejectUrl(option, url) }]

/** Makes the URLs of the pages for people. Throws `InvalidProviderOptions`. */
export const makePages = (issuer: string, given: EndpointOptions = {}): Settings["pages"] => {
  const base = baseOf(issuer)
  const consent = given.consent ?? `${base}/consent`
  const deviceVerification = given.deviceVerification ?? `${base}/device`
  for (const [name, url] of Object.entries({ consent, deviceVerification })) {
    if (makeEndpoint("authorize", url) === undefined) rejectUrl(name, url)
  }
  return { consent, deviceVerification }
}

const rejectUrl = (name: string, url: string): never =>
  reject(`endpoints.${name} has to be an absolute http or https URL without a fragment, and is: ${url}`)

// RFC 9728, 3.1 puts the well-known part before the resource's path.
const resourceMetadataUrl = (resource: string): string => {
  const { origin, pathname } = new URL(resource)
  return `${origin}/.well-known/oauth-protected-resource${pathname.replace(/\/$/, "")}`
}

const metadataOfResource = ({
  resource
}: EndpointOptions): { readonly resourceMetadata?: string | false } => {
  if (resource === undefined) return {}
  if (resource === false) return { resourceMetadata: false }
  return URL.canParse(resource) ? { resourceMetadata: resourceMetadataUrl(resource) } : {}
}

const originOf = (url: string | undefined): string | undefined => {
  const parsed = url === undefined ? null : URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.origin : undefined
}

const baseOf = (issuer: string): string => issuer.replace(/\/$/, "")

// RFC 8414, 3.1 puts the well-known part before the issuer's path; OpenID Connect Discovery, 4 puts it after.
const standardUrls = (issuer: string): Readonly<Record<EndpointName, string>> => {
  const base = baseOf(issuer)
  const { origin, pathname } = new URL(issuer)
  return {
    authorize: `${base}/authorize`,
    token: `${base}/token`,
    revoke: `${base}/revoke`,
    introspect: `${base}/introspect`,
    pushedAuthorization: `${base}/par`,
    deviceAuthorization: `${base}/device_authorization`,
    metadata: `${origin}/.well-known/oauth-authorization-server${pathname.replace(/\/$/, "")}`,
    openidConfiguration: `${base}/.well-known/openid-configuration`,
    jwks: `${base}/jwks`,
    userinfo: `${base}/userinfo`,
    resource: `${base}/resource`,
    resourceMetadata: resourceMetadataUrl(`${base}/resource`),
    registration: `${base}/register`,
    endSession: `${base}/logout`
  }
}
