/** A request as understood, before any rule is applied: what the endpoints, the faults and the journal look at. */
import type { Endpoint, EndpointName } from "./Endpoint.ts"
import { findDestination } from "./Endpoint.ts"
import { decodeForm } from "./FormEncoding.ts"
import type { PresentedAuthentication } from "./PresentedAuthentication.ts"
import { presentedAuthentication } from "./PresentedAuthentication.ts"
import { RequestParameters } from "./RequestParameters.ts"
import type { WireRequest } from "./WireRequest.ts"
import { headerOf } from "./WireRequest.ts"

/**
 * Describes a received request. `query` leaves out the endpoint's own query; `body` is empty unless the request has a
 * form; `parameters` is the one of them in which the protocol's parameters belong.
 *
 * @category models
 * @since 0.1.0
 */
export interface ReceivedRequest {
  readonly method: string
  readonly endpoint: EndpointName | "unknown"
  readonly isForm: boolean
  readonly query: RequestParameters
  readonly body: RequestParameters
  readonly parameters: RequestParameters
  readonly authentication: PresentedAuthentication
}

/**
 * Reads a request. It never fails, whatever the bytes.
 *
 * @category decoding
 * @since 0.1.0
 */
export const receiveRequest = (endpoints: ReadonlyArray<Endpoint>, request: WireRequest): ReceivedRequest => {
  const method = request.method.toUpperCase()
  const { endpoint, query } = findDestination(endpoints, method, request.url)
  const isForm = isFormType(headerOf(request.headers, "content-type"))
  const body =
    isForm && method === "POST" ? new RequestParameters(decodeForm(request.body)) : RequestParameters.none
  return {
    method,
    endpoint,
    isForm,
    query,
    body,
    parameters: method === "POST" ? body : query,
    authentication: presentedAuthentication(headerOf(request.headers, "authorization"), body, query)
  }
}

const isFormType = (contentType: string | undefined): boolean =>
  contentType !== undefined && /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType)
