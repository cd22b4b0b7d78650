/** The client that sends requests to a server, and how it does. */
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { ClientAuthentication } from "./ClientAuthentication.ts"
import type { ParameterNames } from "./ParameterNames.ts"

/**
 * Names a format of the bodies of token requests.
 *
 * @category models
 * @since 0.1.0
 */
export type BodyFormat = "form" | "json"

/**
 * Names the client, the server and how the one authenticates at the other.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenRequestClient {
  readonly domain: string
  readonly server: AuthorizationServer
  readonly credential: ClientCredential
  readonly clientAuthentication: ClientAuthentication
  /** Sent with a code or a device code; never in place of a parameter of the protocol. */
  readonly exchangeParameters?: Readonly<Record<string, string>> | undefined
  /** Sent with a refresh token; never in place of a parameter of the protocol. */
  readonly refreshParameters?: Readonly<Record<string, string>> | undefined
  /** Sent along; never in place of `Authorization`. */
  readonly tokenHeaders?: Readonly<Record<string, string>> | undefined
  readonly parameterNames?: ParameterNames | undefined
  readonly bodyFormat?: BodyFormat | undefined
}
