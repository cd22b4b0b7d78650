/** Token endpoints on the server that the callback names. */
import { Result } from "effect"
import { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import { endpointInvalid } from "./EndpointUrl.ts"

/**
 * Describes a provider that keeps each account on one of several servers: the parameter of the callback that names the
 * account's, and the origins that it may name.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenServer {
  readonly parameter: string
  readonly origins: ReadonlyArray<string>
}

/**
 * Finds the authorization server of an account: its token URL is on the server named, if one is. A server that is not
 * listed is refused: code and secret would go to whoever made up the callback.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AuthorizationServer, serverOfAccount } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const server = new AuthorizationServer({
 *   authorizeUrl: "https://acme.test/authorize",
 *   tokenUrl: "https://us.acme.test/token"
 * })
 * const tokenServer = { parameter: "server", origins: ["https://us.acme.test", "https://eu.acme.test"] }
 * const named = "https://eu.acme.test"
 * const found = serverOfAccount(server, { domain: "acme", tokenServer, named })
 * assert.equal(Result.getOrThrow(found).tokenUrl, "https://eu.acme.test/token")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.4
 * @category protocol
 * @since 0.1.0
 */
export const serverOfAccount = (
  server: AuthorizationServer,
  options: { readonly domain: string; readonly tokenServer: TokenServer; readonly named: unknown }
): Result.Result<AuthorizationServer, AuthorizationServerInvalid> => {
  const { domain, named, tokenServer } = options
  if (named === undefined || !URL.canParse(server.tokenUrl)) return Result.succeed(server)
  const origin = tokenServer.origins.find((origin) => origin === named)
  if (origin === undefined) {
    return Result.fail(endpointInvalid({ domain, endpoint: "tokenUrl" }, "notTheProviders"))
  }
  const { pathname, search } = new URL(server.tokenUrl)
  return Result.succeed(new AuthorizationServer({ ...server, tokenUrl: `${origin}${pathname}${search}` }))
}
