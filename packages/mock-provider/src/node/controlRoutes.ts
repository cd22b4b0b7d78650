/** The control APIs of a server's providers. */
import { Effect, type Scope } from "effect"
import type { MockProvider } from "../runtime/MockProvider.ts"
import type { Route } from "./Router.ts"

/**
 * Makes the routes of the control APIs, each at `/_control` below the path of its provider's issuer. `hosts` are names
 * under which the server is reached, beside the loopback's. What the APIs are made of is loaded only then.
 *
 * @category constructors
 * @since 0.1.0
 */
export const controlRoutes: (
  providers: ReadonlyArray<MockProvider>,
  origin: string,
  hosts: ReadonlyArray<string>
) => Effect.Effect<ReadonlyArray<Route>, never, Scope.Scope> = Effect.fnUntraced(
  function* (providers, origin, hosts) {
    const { makeControl } = yield* Effect.promise(() => import("../control/makeControl.ts"))
    return yield* Effect.forEach(providers, (provider) => {
      const url = `${origin}${new URL(provider.issuer).pathname.replace(/\/$/, "")}/_control`
      return Effect.map(makeControl(provider, { url, hosts }), (handle) => ({ url, below: true, handle }))
    })
  }
)
