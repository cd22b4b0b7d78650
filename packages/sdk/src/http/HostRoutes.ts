/** All that a host serves. */
import { Layer } from "effect"
import { layerCallback } from "./CallbackRoute.ts"
import type { CallbackOptions } from "./CallbackRoute.ts"
import { layerConfigEntries } from "./ConfigEntriesRoutes.ts"
import type { ConfigEntriesOptions } from "./ConfigEntriesRoutes.ts"
import { layerPanel } from "./PanelRoutes.ts"
import { layerWebSocket } from "./WebSocketRoute.ts"
import type { WebSocketOptions } from "./WebSocketRoute.ts"

/**
 * Layer of all routes of a host: the callback of providers, the REST and the WebSocket API, and the panel. Give it to
 * `layerServe`, or put your own routes beside it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { AccessTokens, layerRoutes } from "@application-credentials/sdk/http"
 * import { NodeServices } from "@effect/platform-node"
 * import { Layer } from "effect"
 * import { HttpRouter } from "effect/http"
 *
 * const routes = layerRoutes().pipe(
 *   Layer.provide(AccessTokens.layerHashes([])),
 *   Layer.provide(layerMemory({ integrations: [] })),
 *   Layer.provide([NodeServices.layer, layerModuleServices])
 * )
 * const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
 *
 * assert.equal((await handler(new Request("https://home.test/panel/"))).status, 200)
 * assert.equal((await handler(new Request("https://home.test/api/websocket"))).status, 426)
 * await dispose()
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerRoutes = (options: CallbackOptions & ConfigEntriesOptions & WebSocketOptions = {}) =>
  Layer.mergeAll(layerCallback(options), layerConfigEntries(options), layerWebSocket(options), layerPanel)
