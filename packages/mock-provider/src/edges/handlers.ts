/** Handlers for msw. */
import type { HttpHandler } from "msw"
import { http, HttpResponse } from "msw"
import type { AnsweringServer } from "../runtime/AnsweringServer.ts"
import { toResponse, toWireRequest } from "./wire.ts"

/**
 * Makes the msw handlers of a provider, for `setupServer` of `msw/node`, for `setupWorker` of `msw/browser`, and for
 * `getResponse`. They answer requests to the provider's endpoints and leave all others to the handlers after them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { handlers, MockProvider } from "@application-credentials/mock-provider"
 * import { getResponse } from "msw"
 *
 * const provider = MockProvider.make({ clients: [] })
 * const response = await getResponse(handlers(provider), new Request(provider.endpoints.token))
 * assert.equal(response?.status, 405)
 * ```
 *
 * @category edges
 * @since 0.1.0
 */
export const handlers = (provider: AnsweringServer): Array<HttpHandler> => [
  http.all(
    ({ request }) => provider.serves(request.method, request.url),
    async ({ request }) => {
      const answer = await provider.answer(await toWireRequest(request))
      if (answer._tag === "Response") return toResponse(answer)
      return answer._tag === "ConnectionFailure" ? HttpResponse.error() : silence()
    }
  )
]

// msw itself ends the request when its signal is aborted.
const silence = (): Promise<never> => new Promise<never>(() => {})
