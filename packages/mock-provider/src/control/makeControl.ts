/** The control API of a provider, from plain data to plain data. */
import { Effect, Layer, type Scope } from "effect"
import { HttpRouter, HttpServer, HttpServerRequest, HttpServerResponse } from "effect/http"
import { HttpApiBuilder, OpenApi } from "effect/http-api"
import type { WireRequest } from "../core/WireRequest.ts"
import { deepest, depthOf } from "../config/depthOf.ts"
import { toRequest, toWireResponse } from "../edges/wire.ts"
import type { DeferredAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { ControlApi } from "./ControlApi.ts"
import { layerControlGuard } from "./ControlGuard.ts"
import { controlHandlers } from "./controlHandlers.ts"
import { layerRequestProblems } from "./RequestProblems.ts"

/**
 * Makes what answers requests to the control API of a provider, at `url` and below. `hosts` are names under which the
 * server is reached, beside the loopback's.
 */
export const makeControl = Effect.fnUntraced(function* (
  provider: MockProvider,
  { hosts, url }: { readonly url: string; readonly hosts: ReadonlyArray<string> }
): Effect.fn.Return<(request: WireRequest) => DeferredAnswer, never, Scope.Scope> {
  const app = Layer.mergeAll(
    HttpApiBuilder.layer(ControlApi, { openapiPath: "/openapi.json" }),
    nothingElse
  ).pipe(
    Layer.provide(controlHandlers(provider)),
    Layer.provide([layerControlGuard(hosts), layerRequestProblems]),
    Layer.provide(HttpServer.layerServices)
  )
  const { handler } = yield* Effect.acquireRelease(
    Effect.sync(() => HttpRouter.toWebHandler(app, { disableLogger: true })),
    ({ dispose }) => Effect.promise(dispose)
  )
  // Below its URL the API does not know where it is.
  const answer = async (request: WireRequest) => {
    const path = request.url.slice(url.length)
    const below = { ...request, url: `http://control${path.startsWith("/") ? path : `/${path}`}` }
    const own = forbidden.has(request.method) ? notFound(request.method, path) : checkDepth(request)
    const response = own === undefined ? await handler(toRequest(below)) : HttpServerResponse.toWeb(own)
    const { body, headers, status } = await toWireResponse(response)
    return answered({ body, status, headers: { ...headers, ...unkept } })
  }
  return (request) => ({ _tag: "Deferred", settled: answer(request) })
})

// No `Request` can have these.
const forbidden = new Set(["CONNECT", "TRACE", "TRACK"])

// Deeper JSON than anybody writes would be taken, and then fail wherever it is shown.
const checkDepth = ({ body }: WireRequest): HttpServerResponse.HttpServerResponse | undefined =>
  depthOf(body) > deepest
    ? HttpServerResponse.jsonUnsafe(
        { _tag: "InvalidRequest", message: `The body is nested more than ${deepest} deep.` },
        { status: 400 }
      )
    : undefined

const unkept = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

const nothingElse = HttpRouter.add(
  "*",
  "/*",
  Effect.map(HttpServerRequest.HttpServerRequest, ({ method, url }) => notFound(method, url))
)

const notFound = (method: string, url: string): HttpServerResponse.HttpServerResponse => {
  const path = url.replace(/\?.*$/s, "")
  const message = `The control API has no ${method} ${path}. It has ${operations.join(", ")}.`
  return HttpServerResponse.jsonUnsafe({ _tag: "NotFound", message }, { status: 404 })
}

const operations = Object.entries(OpenApi.fromApi(ControlApi).paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`)
)
