/** The client authentication that a server offers. */
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import { none, secretBasic, secretPost } from "./ClientAuthentication.ts"
import type { ClientAuthentication } from "./ClientAuthentication.ts"

/**
 * Chooses how a client authenticates, by what the server's metadata says that it supports: `secretPost` if it can, as Home
 * Assistant does; otherwise `secretBasic`, then `none`. A server that says nothing gets `secretPost`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   clientAuthenticationOf,
 *   secretBasic,
 *   secretPost
 * } from "@application-credentials/sdk"
 *
 * const urls = { authorizeUrl: "https://acme.test/authorize", tokenUrl: "https://acme.test/token" }
 * assert.equal(clientAuthenticationOf(new AuthorizationServer(urls)), secretPost)
 *
 * const tokenEndpointAuthMethodsSupported = ["client_secret_basic", "private_key_jwt"]
 * const server = new AuthorizationServer({ ...urls, tokenEndpointAuthMethodsSupported })
 * assert.equal(clientAuthenticationOf(server), secretBasic)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 * @category client authentication
 * @since 0.1.0
 */
export const clientAuthenticationOf = ({
  tokenEndpointAuthMethodsSupported: supported
}: AuthorizationServer): ClientAuthentication =>
  preferred.find(([name]) => supported?.includes(name))?.[1] ?? secretPost

const preferred: ReadonlyArray<readonly [string, ClientAuthentication]> = [
  ["client_secret_post", secretPost],
  ["client_secret_basic", secretBasic],
  ["none", none]
]
