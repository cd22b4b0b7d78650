/** The provider's endpoints and the URLs that they answer at. */
import { decodeForm } from "./FormEncoding.ts"
import { RequestParameters } from "./RequestParameters.ts"

/**
 * Lists the endpoints by name. A provider has a URL for each of them, except for those that its options leave out.
 *
 * - `authorize`, `token`: RFC 6749, 3.1 and 3.2. Every provider has these.
 * - `revoke`: RFC 7009. `introspect`: RFC 7662. `pushedAuthorization`: RFC 9126. `deviceAuthorization`: RFC 8628.
 * - `metadata`: RFC 8414. `openidConfiguration`: OpenID Connect Discovery 1.0. `jwks`: RFC 7517.
 * - `registration`: RFC 7591 and RFC 7592, where clients may register themselves.
 * - `endSession`: OpenID Connect RP-Initiated Logout 1.0, where users sign out.
 * - `userinfo`: OpenID Connect Core 1.0, 5.3.
 * - `resource`: an API of the provider's that wants an access token (RFC 6750). `resourceMetadata`: RFC 9728, of it.
 *
 * @category data
 * @since 0.1.0
 */
export const endpointNames = [
  "authorize",
  "token",
  "revoke",
  "introspect",
  "pushedAuthorization",
  "deviceAuthorization",
  "metadata",
  "openidConfiguration",
  "jwks",
  "userinfo",
  "resource",
  "resourceMetadata",
  "registration",
  "endSession"
] as const

/**
 * Names an endpoint.
 *
 * @category models
 * @since 0.1.0
 */
export type EndpointName = (typeof endpointNames)[number]

/**
 * Describes the URLs of a provider's endpoints, without those that it leaves out. `refresh` is a second URL of the
 * token endpoint, for the providers that have one for refresh requests.
 *
 * @category models
 * @since 0.1.0
 */
export type EndpointUrls = { readonly [Name in "authorize" | "token"]: string } & {
  readonly [Name in Exclude<EndpointName, "authorize" | "token"> | "refresh"]?: string
}

/**
 * Describes an endpoint: the URL up to its query, and the pairs of its own query, which a request has to repeat.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export interface Endpoint {
  readonly name: EndpointName
  readonly base: string
  readonly query: ReadonlyArray<readonly [name: string, value: string]>
}

/** Describes where a request went: the endpoint, if there is one, and the query without the endpoint's own. */
export interface Destination {
  readonly endpoint: EndpointName | "unknown"
  readonly query: RequestParameters
}

/**
 * Makes an endpoint of its URL; `undefined` unless that is an absolute http or https URL without a fragment.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export const makeEndpoint = (name: EndpointName, url: string): Endpoint | undefined => {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || url.includes("#")) return undefined
  return { name, base: baseOf(parsed), query: decodeForm(parsed.search.slice(1)).entries }
}

/**
 * Finds the endpoint that a URL addresses. Where several have the same URL, POST goes to the token endpoint
 * and all else to the authorization endpoint.
 */
export const findDestination = (
  endpoints: ReadonlyArray<Endpoint>,
  method: string,
  url: string
): Destination => {
  const parsed = URL.parse(url)
  if (parsed === null) return { endpoint: "unknown", query: RequestParameters.none }
  const base = baseOf(parsed)
  const form = decodeForm(parsed.search.slice(1))
  const found = endpoints.filter(
    (endpoint) => endpoint.base === base && isSubset(endpoint.query, form.entries)
  )
  const endpoint = found.length > 1 ? preferred(found, method) : found[0]
  if (endpoint === undefined) return { endpoint: "unknown", query: new RequestParameters(form) }
  const entries = endpoint.query.length === 0 ? form.entries : without(form.entries, endpoint.query)
  return { endpoint: endpoint.name, query: new RequestParameters({ ...form, entries }) }
}

const preferred = (found: ReadonlyArray<Endpoint>, method: string): Endpoint | undefined => {
  const name: EndpointName = method.toUpperCase() === "POST" ? "token" : "authorize"
  return found.toSorted(
    (left, right) =>
      right.query.length - left.query.length || Number(right.name === name) - Number(left.name === name)
  )[0]
}

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

const baseOf = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`

const indexOf = (pairs: Pairs, [name, value]: readonly [string, string]): number =>
  pairs.findIndex((pair) => pair[0] === name && pair[1] === value)

const isSubset = (own: Pairs, sent: Pairs): boolean => own.every((pair) => indexOf(sent, pair) >= 0)

// Each pair of the endpoint's own goes once, so that a repetition of it is still seen as a duplicate.
const without = (sent: Pairs, own: Pairs): Pairs => {
  const rest = [...sent]
  for (const pair of own) rest.splice(indexOf(rest, pair), 1)
  return rest
}
