/** The host instance as a service. */
import { Context, Layer } from "effect"
import { makeHost } from "../domain/Host.ts"
import type { Host } from "../domain/Host.ts"

/**
 * Service that gives the host to whatever calls a module's hooks.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { CurrentHost } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const layer = CurrentHost.layer({ externalUrl: "https://home.test" })
 *
 * const host = await Effect.runPromise(CurrentHost.pipe(Effect.provide(layer)))
 * assert.equal(host.externalUrl, "https://home.test")
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class CurrentHost extends Context.Service<CurrentHost, Host>()(
  "@application-credentials/sdk/services/CurrentHost"
) {
  /** Provides a host made from the parts given. */
  static readonly layer = (options: Partial<Host> = {}): Layer.Layer<CurrentHost> =>
    Layer.succeed(CurrentHost, makeHost(options))
}
