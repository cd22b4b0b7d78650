/** The client authentication that a server offers. */
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import { none, secretBasic, secretPost } from "./ClientAuthentication.ts"
import type { ClientAuthentication } from "./ClientAuthentication.ts"

/**
 * Chooses how a client authenticates at a server: `secretPost`, as Home Assistant does, unless the server says that it
 * does not support that; then `secretBasic` or `none`, whichever it supports.
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
