/** Everything in memory, for tests and for a host that starts afresh each time. */
import { Layer } from "effect"
import { AccountLock } from "../services/AccountLock.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import { Storage } from "../services/Storage.ts"
import { layerInstance } from "./Instance.ts"
import type { InstanceOptions, InstanceServices } from "./Instance.ts"

/**
 * Layer of a whole instance that keeps everything in memory. Provide it with `layerModuleServices`, or with services of
 * your own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices, LinkingFlow } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * const instance = layerMemory({
 *   integrations: [{ domain: "acme" }],
 *   host: { externalUrl: "https://home.test" }
 * })
 *
 * const pending = LinkingFlow.use((flow) => flow.pending).pipe(
 *   Effect.provide(instance.pipe(Layer.provide(layerModuleServices)))
 * )
 * assert.deepEqual(await Effect.runPromise(pending), [])
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerMemory = (options: InstanceOptions): Layer.Layer<InstanceServices, never, ModuleServices> =>
  layerInstance(options, Layer.merge(AccountLock.layerMemory, Storage.layerMemory))
