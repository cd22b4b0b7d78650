/** Providers on a real port, for code that is not an effect. */
import { Effect, Exit, Scope } from "effect"
import type { MockServer, Served, ServerOptions } from "./MockServer.ts"
import { makeServer } from "./MockServer.ts"

/**
 * Describes a server until it is closed, which `await using` does by itself.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClosableServer<out A extends Served> extends MockServer<A>, AsyncDisposable {
  /** Takes no more connections, and resolves when what is being answered has been. */
  readonly close: () => Promise<void>
}

/**
 * Serves providers on a real port: those given, or those made of the server's URL, which is known once it listens.
 * Rejects with `CannotListen`, `SameUrl`, and with what `providers` throws.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { MockProvider } from "@application-credentials/mock-provider"
 * import { serve } from "@application-credentials/mock-provider/node"
 *
 * const client = {
 *   clientId: "app",
 *   clientSecret: "secret",
 *   authentication: "client_secret_post",
 *   redirectUris: [],
 *   grantTypes: ["client_credentials"]
 * } as const
 * const body = new URLSearchParams({
 *   grant_type: "client_credentials",
 *   client_id: "app",
 *   client_secret: "secret"
 * })
 * await using server = await serve((url) => MockProvider.make({ issuer: url, clients: [client] }))
 * const response = await fetch(server.served.endpoints.token, { method: "POST", body })
 * assert.equal(response.status, 200)
 * ```
 *
 * @category edges
 * @since 0.1.0
 */
export const serve = async <A extends Served>(
  providers: A | ((url: string) => A),
  options: ServerOptions = {}
): Promise<ClosableServer<A>> => {
  const scope = Scope.makeUnsafe()
  const close = (): Promise<void> => Effect.runPromise(Scope.close(scope, Exit.void))
  const make = (url: string) => (typeof providers === "function" ? providers(url) : providers)
  const started = makeServer((url) => Effect.try({ try: () => make(url), catch: (error) => error }), options)
  const server = await Effect.runPromise(
    started.pipe(
      Effect.provideService(Scope.Scope, scope),
      Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
    )
  )
  return { ...server, close, [Symbol.asyncDispose]: close }
}
