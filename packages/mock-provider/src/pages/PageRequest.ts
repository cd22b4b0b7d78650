/** A request for a page, as the page reads it. */
import { decodeForm } from "../core/FormEncoding.ts"
import { RequestParameters } from "../core/RequestParameters.ts"
import type { WireRequest } from "../core/WireRequest.ts"

/** Describes a request for a page: the path that the page is at, and what the query and the form say. */
export interface PageRequest {
  readonly request: WireRequest
  readonly path: string
  readonly isSecure: boolean
  readonly query: RequestParameters
  readonly form: RequestParameters
}

/** Reads a request for a page. */
export const readPageRequest = (request: WireRequest): PageRequest => {
  const { pathname, protocol, search } = new URL(request.url)
  return {
    request,
    path: pathname,
    isSecure: protocol === "https:",
    query: new RequestParameters(decodeForm(search.slice(1))),
    form: new RequestParameters(decodeForm(request.body))
  }
}
