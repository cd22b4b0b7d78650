/** The host instance as a service. */
import { Context, Layer } from "effect"
import { makeHost } from "../domain/Host.ts"
import type { Host } from "../domain/Host.ts"

/**
 * Service that gives the host to whatever calls a module's hooks.
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
