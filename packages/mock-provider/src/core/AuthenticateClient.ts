/** Client authentication at the token endpoint. */
import { Redacted } from "effect"
import type { Client, ClientAuthenticationMethod } from "./Client.ts"
import type { PresentedAuthentication } from "./PresentedAuthentication.ts"
import type { ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"

/**
 * Finds the client that a token request authenticates as, in exactly one way, and one for which it is registered.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category checking
 * @since 0.1.0
 */
export const authenticateClient = (state: ProviderState, request: ReceivedRequest): Client | Refusal => {
  const { authentication, body } = request
  if (authentication.places.length > 1) return new Refusal("one-authentication")
  if (authentication.problem !== undefined) return new Refusal(authentication.problem)
  const method = usableMethod(authentication)
  if (method === undefined) return new Refusal("client-method")
  const clientId = authentication.clientId
  if (clientId === undefined) return new Refusal("client-missing")
  const named = body.get("client_id")
  if (named !== undefined && named !== clientId) return new Refusal("client-ids-differ")
  const client = lookUp(state.settings.clients, clientId)
  if (client === undefined) return new Refusal("client-unknown")
  if (!client.authentication.includes(method)) return new Refusal("client-method")
  if (method !== "none" && !isSecretOf(client, authentication)) return new Refusal("client-secret")
  return client
}

const usableMethod = ({ method }: PresentedAuthentication): ClientAuthenticationMethod | undefined =>
  method === "client_secret_basic" || method === "client_secret_post" || method === "none"
    ? method
    : undefined

const isSecretOf = (client: Client, { clientSecret }: PresentedAuthentication): boolean =>
  client.clientSecret !== undefined &&
  clientSecret !== undefined &&
  Redacted.value(client.clientSecret) === Redacted.value(clientSecret)
