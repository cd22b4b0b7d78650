/** The control APIs of a server's providers. */
import { Effect, type Scope } from "effect"
import type { MockProvider } from "../runtime/MockProvider.ts"
import type { Route } from "./Router.ts"

/** Describes the control API of a provider: its URL, and the routes of it and of the pages beside it. */
export interface ControlRoutes {
  readonly url: string
  readonly routes: ReadonlyArray<Route>
}

/**
 * Makes the routes of the control APIs, each at `/_control` below the path of its provider's issuer. `hosts` are names
 * under which the server is reached, beside the loopback's. The pages of journal and debugger are beside it. What the APIs are made of is loaded only then.
 */
export const controlRoutes: (
  providers: ReadonlyArray<MockProvider>,
  origin: string,
  hosts: ReadonlyArray<string>
) => Effect.Effect<ReadonlyArray<ControlRoutes>, never, Scope.Scope> = Effect.fnUntraced(
  function* (providers, origin, hosts) {
    const [{ makeControl }, { insightRoutes }] = yield* Effect.promise(() =>
      Promise.all([import("../control/makeControl.ts"), import("../pages/insightRoutes.ts")])
    )
    return yield* Effect.forEach(providers, (provider) => {
      const below = `${origin}${new URL(provider.issuer).pathname.replace(/\/$/, "")}`
      const url = `${below}/_control`
      return Effect.map(makeControl(provider, { url, hosts }), (handle) => ({
        url,
        routes: [{ url, below: true, handle }, ...insightRoutes(provider, below, hosts)]
      }))
    })
  }
)
