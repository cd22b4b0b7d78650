/** The callback that providers send users back to, as a route. */
import { Effect, Layer } from "effect"
import { Digest } from "effect/crypto"
import { Base64 } from "effect/encoding"
import { HttpRouter, HttpServerResponse, UrlParams } from "effect/http"
import type { HttpServerRequest } from "effect/http"
import { isStorageError } from "../domain/StorageError.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import type { CallbackError } from "../flows/LinkingFlow.ts"
import type { RequestContext } from "../flows/RequestContext.ts"
import { callbackPath } from "../services/RedirectUri.ts"
import { messageOfRefusal, messageOfResult } from "./callbackMessage.ts"
import { callbackPage, pageScripts, pageStyle } from "./CallbackPage.ts"
import type { CallbackMessage } from "./CallbackPage.ts"
import { logStorageError } from "./forPeople.ts"

/**
 * Options of `layerCallback`.
 *
 * @category models
 * @since 0.1.0
 */
export interface CallbackOptions {
  /** Says which browser a callback comes from, as the host said when the flow began: a cookie of the host's, say. */
  readonly requestContext?: ((request: HttpServerRequest.HttpServerRequest) => RequestContext) | undefined
}

/**
 * Layer that serves the callback at `callbackPath`: takes the flow on, and shows a page that says how it ended and, where
 * nothing is left to say, closes itself.
 *
 * The page loads nothing, is kept in no cache and tells no other site where it was.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { layerCallback } from "@application-credentials/sdk/http"
 * import { Layer } from "effect"
 * import { HttpRouter } from "effect/http"
 *
 * const instance = layerMemory({ integrations: [], host: { externalUrl: "https://home.test" } })
 * const routes = layerCallback().pipe(Layer.provide(instance), Layer.provide(layerModuleServices))
 * const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
 *
 * const response = await handler(new Request("https://home.test/auth/external/callback?code=x&state=forged"))
 * assert.equal(response.status, 400)
 * assert.match(await response.text(), /Your account was not linked/)
 * await dispose()
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2AuthorizeCallbackView
 * @category layers
 * @since 0.1.0
 */
export const layerCallback = (
  options: CallbackOptions = {}
): Layer.Layer<never, never, HttpRouter.HttpRouter | LinkingFlow | Digest.Digest> =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const flow = yield* LinkingFlow
      const headers = { ...pageHeaders, "content-security-policy": yield* contentSecurityPolicy }
      const respond = (message: CallbackMessage, status: number) =>
        HttpServerResponse.text(callbackPage(message), {
          status,
          headers,
          contentType: "text/html; charset=utf-8"
        })
      const handle = (request: HttpServerRequest.HttpServerRequest) =>
        request.method === "GET"
          ? Effect.match(
              Effect.tapError(
                flow.callback(queryOf(request), options.requestContext?.(request)),
                logStorageError
              ),
              {
                onSuccess: (result) => respond(messageOfResult(result), 200),
                onFailure: (error) => respond(messageOfRefusal(error), statusOf(error))
              }
            )
          : Effect.succeed(methodNotAllowed)
      yield* router.add("GET", callbackPath, handle)
    })
  )

/**
 * Layer that keeps the code and the state of callbacks out of the server's spans. Provide the server with it where it
 * is traced: the spans of requests are the server's, and no route can change them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerRedactedQuery } from "@application-credentials/sdk/http"
 * import { Effect } from "effect"
 * import { UrlParams } from "effect/http"
 *
 * // Provide it to the layer that serves the routes.
 * const names = UrlParams.CurrentRedactedNames.pipe(Effect.provide(layerRedactedQuery))
 *
 * const redacted = await Effect.runPromise(names)
 * assert.ok(redacted.includes("code") && redacted.includes("state"))
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerRedactedQuery: Layer.Layer<never> = Layer.effect(
  UrlParams.CurrentRedactedNames,
  Effect.map(UrlParams.CurrentRedactedNames, (names) => [...names, "code", "state"])
)

const pageHeaders = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
}

const contentSecurityPolicy = Effect.gen(function* () {
  const digest = yield* Digest.Digest
  const source = (text: string) =>
    Effect.map(
      digest.digest(Digest.sha256, new TextEncoder().encode(text)),
      (hash) => `'sha256-${Base64.encode(hash)}'`
    )
  return [
    "default-src 'none'",
    `script-src ${yield* source(pageScripts.stay)} ${yield* source(pageScripts.close)}`,
    `style-src ${yield* source(pageStyle)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'"
  ].join("; ")
})

const queryOf = ({ url }: HttpServerRequest.HttpServerRequest): URLSearchParams =>
  new URLSearchParams(url.replace(/^[^?]*/, ""))

// Home Assistant answers 200 to a callback that lacks something, and 400 to one that it does not know.
const statusOf = (error: CallbackError): number => {
  if (isStorageError(error)) return 503
  return error._tag === "StateMissing" || error._tag === "CallbackIncomplete" ? 200 : 400
}

// A HEAD request is routed as GET is, and would use up the state.
const methodNotAllowed = HttpServerResponse.empty({ status: 405, headers: { allow: "GET" } })
