/** Client authentication at the token endpoint. */
import { Redacted } from "effect"
import type { Client, ClientAuthenticationMethod } from "./Client.ts"
import {
  checkAssertionForm,
  checkClientAssertion,
  clientOfAssertion,
  methodOfAssertion
} from "./ClientAssertion.ts"
import type { CredentialPlace, PresentedAuthentication } from "./PresentedAuthentication.ts"
import type { ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { Settings } from "./Settings.ts"
import type { StepContext } from "./Step.ts"

/**
 * Finds the client that a token request authenticates as, in exactly one way, and one for which it is registered.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 */
export const authenticateClient = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Client | Refusal => {
  const { allow, clients } = state.settings
  const { authentication, parameters } = request
  if (authentication.places.length > 1 && !allow.repeatedAuthentication) {
    return new Refusal("one-authentication")
  }
  if (authentication.problem !== undefined) return new Refusal(authentication.problem)
  const method = usableMethod(request, allow)
  if (method === undefined) return new Refusal("client-method")
  const malformed = isByAssertion(method) ? checkAssertionForm(parameters) : undefined
  if (malformed !== undefined) return malformed
  const clientId = authentication.clientId ?? clientOfAssertion(state, request)
  if (clientId === undefined) return new Refusal("client-missing")
  const named = parameters.get("client_id")
  if (named !== undefined && named !== clientId) return new Refusal("client-ids-differ")
  const client = lookUp(clients, clientId)
  if (client === undefined) return new Refusal("client-unknown")
  const anySecret =
    allow.anyAuthenticationMethod && method.startsWith("client_secret_") && !isByAssertion(method)
  const isUnnamed = authentication.clientId === undefined
  if (!client.authentication.includes(method) && !anySecret && !isUnnamed) {
    return new Refusal("client-method")
  }
  if (isByAssertion(method)) return checkClientAssertion(state, client, request, context) ?? client
  if (method !== "none" && !isSecretOf(client, authentication)) return new Refusal("client-secret")
  return client
}

const methods: { readonly [Place in CredentialPlace | "none"]?: ClientAuthenticationMethod } = {
  client_secret_basic: "client_secret_basic",
  client_secret_post: "client_secret_post",
  none: "none"
}

// A request with several counts as the first of them, and one with the secret in its URL as if it were posted.
const usableMethod = (
  { authentication, parameters }: ReceivedRequest,
  allow: Settings["allow"]
): ClientAuthenticationMethod | undefined => {
  const place = authentication.places[0] ?? "none"
  if (place === "client_assertion") return methodOfAssertion(parameters)
  if (place === "client_secret_in_url" && allow.secretInUrl) return "client_secret_post"
  return methods[place]
}

const isByAssertion = (method: ClientAuthenticationMethod): boolean =>
  method === "client_secret_jwt" || method === "private_key_jwt"

const isSecretOf = (client: Client, { clientSecret }: PresentedAuthentication): boolean =>
  client.clientSecret !== undefined &&
  clientSecret !== undefined &&
  Redacted.value(client.clientSecret) === Redacted.value(clientSecret)
