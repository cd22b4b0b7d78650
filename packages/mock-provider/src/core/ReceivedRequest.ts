/** A request as understood, before any rule is applied: what the endpoints, the faults and the journal look at. */
import type { Endpoint, EndpointName } from "./Endpoint.ts"
import { findDestination } from "./Endpoint.ts"
import type { DecodedForm } from "./FormEncoding.ts"
import { decodeForm } from "./FormEncoding.ts"
import { decodeJsonBody } from "./decodeJsonBody.ts"
import type { PresentedAuthentication } from "./PresentedAuthentication.ts"
import { presentedAuthentication } from "./PresentedAuthentication.ts"
import type { BodyFormat, RequestDialect } from "./RequestDialect.ts"
import { RequestParameters } from "./RequestParameters.ts"
import type { WireRequest } from "./WireRequest.ts"
import { headerOf } from "./WireRequest.ts"

/**
 * Describes a received request. `query` leaves out the endpoint's own query; `body` is empty unless the request has a
 * body in a format that the provider reads; `parameters` is the one of them in which the protocol's parameters belong.
 */
export interface ReceivedRequest {
  readonly method: string
  /** The URL as it was sent, query and all. */
  readonly url: string
  readonly endpoint: EndpointName | "unknown"
  readonly isReadable: boolean
  /** The body as it was sent. */
  readonly text: string
  readonly query: RequestParameters
  readonly body: RequestParameters
  readonly parameters: RequestParameters
  readonly authentication: PresentedAuthentication
  /** Finds a header field by its lower-case name. */
  readonly header: (name: string) => string | undefined
}

/** Reads a request. It never fails, whatever the bytes. */
export const receiveRequest = (
  endpoints: ReadonlyArray<Endpoint>,
  sent: WireRequest,
  dialect: RequestDialect = standard
): ReceivedRequest => {
  const method = sent.method.toUpperCase()
  const destination = findDestination(endpoints, method, sent.url)
  const { endpoint } = destination
  const request =
    dialect.rewriteRequest === undefined || endpoint === "unknown"
      ? sent
      : dialect.rewriteRequest(sent, endpoint)
  const rename = renamer(dialect.parameterNames)
  const read =
    request === sent ? destination.query : findDestination(endpoints, request.method, request.url).query
  const query = rename === undefined ? read : rename(read)
  const format = bodyFormat(headerOf(request.headers, "content-type"))
  const isReadable = format !== undefined && (dialect.bodyFormats ?? formOnly).includes(format)
  const decoded = isReadable && method === "POST" ? decodeBody(format, request.body) : undefined
  const plain = decoded === undefined ? RequestParameters.none : new RequestParameters(decoded)
  const body = rename === undefined ? plain : rename(plain)
  // Then nothing is told apart by its place: the secret of the URL counts as posted.
  const anywhere = dialect.tokenParameters === "anywhere" && endpoint === "token"
  const all = anywhere ? together(query, body) : undefined
  return {
    method,
    url: sent.url,
    endpoint,
    isReadable,
    text: request.body,
    query: all === undefined ? query : RequestParameters.none,
    body: all ?? body,
    parameters: all ?? (method === "POST" ? body : query),
    authentication: presentedAuthentication(
      headerOf(request.headers, "authorization"),
      all ?? body,
      all === undefined ? query : RequestParameters.none,
      dialect.basicCredentials
    ),
    header: (name) => headerOf(request.headers, name)
  }
}

const standard: RequestDialect = {}
const formOnly: ReadonlyArray<BodyFormat> = ["form"]

const bodyFormat = (contentType: string | undefined): BodyFormat | undefined => {
  if (contentType === undefined) return undefined
  if (contentType === "application/x-www-form-urlencoded") return "form"
  const type = /^\s*([^\s;]+)\s*(?:;|$)/.exec(contentType)?.[1]?.toLowerCase()
  if (type === "application/x-www-form-urlencoded") return "form"
  return type === "application/json" ? "json" : undefined
}

const decodeBody = (format: BodyFormat, body: string): DecodedForm =>
  format === "form" ? decodeForm(body) : decodeJsonBody(body)

type Rename = (parameters: RequestParameters) => RequestParameters

// The standard name of a parameter that has another one here is not known, and is dropped.
const renamer = (names: RequestDialect["parameterNames"]): Rename | undefined => {
  if (names === undefined) return undefined
  const standardNames = new Map(Object.entries(names).map(([name, own]) => [own, name]))
  const unknown = new Set(Object.keys(names).filter((name) => !standardNames.has(name)))
  return (parameters) =>
    new RequestParameters({
      malformed: parameters.malformed,
      entries: parameters
        .entries()
        .filter(([name]) => !unknown.has(name))
        .map(([name, value]) => [standardNames.get(name) ?? name, value])
    })
}

const together = (query: RequestParameters, body: RequestParameters): RequestParameters =>
  new RequestParameters({
    malformed: query.malformed || body.malformed,
    entries: [...query.entries(), ...body.entries()]
  })
