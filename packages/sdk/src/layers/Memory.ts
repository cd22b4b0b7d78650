/** Everything in memory, for tests and for a host that starts afresh each time. */
import { Layer } from "effect"
import { AccountLock } from "../services/AccountLock.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import { Storage } from "../services/Storage.ts"
import { layerInstance } from "./Instance.ts"
import type { InstanceOptions, InstanceServices } from "./Instance.ts"

/**
 * Layer of a whole instance that keeps everything in memory. Provide it with `layerModuleServices`, or with an
 * `HttpClient` of your own.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerMemory = (options: InstanceOptions): Layer.Layer<InstanceServices, never, ModuleServices> =>
  layerInstance(options, Layer.merge(AccountLock.layerMemory, Storage.layerMemory))
