/** Effect's HTTP client, served by a provider. */
import { Layer } from "effect"
import type { HttpClient } from "effect/http"
import { FetchHttpClient } from "effect/http"
import type { AnsweringServer } from "../runtime/AnsweringServer.ts"
import { fetch } from "./fetch.ts"

/**
 * Makes the layer of an `HttpClient` that is served by a provider, under the rules of `fetch`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerHttpClient, MockProvider } from "@application-credentials/mock-provider"
 * import { Effect } from "effect"
 * import { HttpClient } from "effect/http"
 *
 * const provider = MockProvider.make({ clients: [] })
 * const program = HttpClient.get(provider.endpoints.token).pipe(
 *   Effect.map(({ status }) => status),
 *   Effect.provide(layerHttpClient(provider))
 * )
 * assert.equal(await Effect.runPromise(program), 405)
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerHttpClient = (
  provider: AnsweringServer,
  options: { readonly elsewhere?: typeof globalThis.fetch } = {}
): Layer.Layer<HttpClient.HttpClient> =>
  // Fresh: a program builds one layer once, and with it would have the first `fetch` that it is given.
  Layer.fresh(FetchHttpClient.layer).pipe(
    Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch(provider, options)))
  )
