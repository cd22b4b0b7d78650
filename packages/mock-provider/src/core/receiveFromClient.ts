/** Requests that clients send directly: what holds for the token endpoint and for all that work like it. */
import { authenticateClient } from "./authenticateClient.ts"
import type { Client } from "./Client.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"
import type { StepContext } from "./Step.ts"

/**
 * Checks the form of a request and then its client.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2
 */
export const receiveFromClient = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Client | Refusal => checkForm(state.settings, request) ?? authenticateClient(state, request, context)

/**
 * Gives the parameters of a client's request as those of an authorization request: with the id of the client that has
 * authenticated, however it did, and without its secret.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9126#section-2.1
 */
export const toAuthorization = ({ parameters }: ReceivedRequest, clientId: string): RequestParameters => {
  const rest = parameters.entries().filter(([name]) => !ofAuthentication.has(name))
  return new RequestParameters({
    malformed: parameters.malformed,
    entries: [["client_id", clientId], ...rest]
  })
}

const ofAuthentication = new Set(["client_id", "client_secret", "client_assertion", "client_assertion_type"])

const bodyOnly = new Set([
  "actor_token",
  "assertion",
  "client_assertion",
  "client_id",
  "code",
  "code_verifier",
  "device_code",
  "grant_type",
  "redirect_uri",
  "refresh_token",
  "scope",
  "subject_token",
  "token"
])

const checkForm = (settings: Settings, request: ReceivedRequest): Refusal | undefined => {
  const { allow, deviations } = settings
  const { isReadable, method, parameters, query } = request
  if (query.has("client_secret") && !allow.secretInUrl) return new Refusal("secret-in-url")
  const anywhere = request.endpoint === "token" && deviations.request?.tokenParameters === "anywhere"
  if (method !== "POST" && !(anywhere && method === "GET")) return new Refusal("token-method")
  if (query.names().some((name) => bodyOnly.has(name))) return new Refusal("parameter-in-url")
  if (!isReadable && !anywhere) return new Refusal("form-body")
  if (parameters.malformed) return new Refusal("parameter-encoding")
  const isTwice = !allow.duplicateParameters && parameters.duplicate() !== undefined
  return isTwice ? new Refusal("duplicate-parameter") : undefined
}
