/** What the provider says of itself: its metadata and its keys. */
import { HashMap } from "effect"
import type { JsonMembers } from "./JsonMembers.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { jsonResponse } from "./jsonResponse.ts"
import { keyAlgorithms, secretAlgorithms } from "./ReceivedJwt.ts"
import { Refusal } from "./Refusal.ts"
import type { Settings } from "./Settings.ts"
import type { Step } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Answers with the authorization server's metadata; with that of the OpenID provider too, where it gives id tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3
 */
export const answerMetadata = (state: ProviderState, request: ReceivedRequest): Step => {
  const { settings } = state
  const members = settings.idTokens ? openidMetadata(settings) : serverMetadata(settings)
  return answerRead(state, request, members)
}

/**
 * Answers with the OpenID provider's configuration.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export const answerOpenidConfiguration = (state: ProviderState, request: ReceivedRequest): Step =>
  answerRead(state, request, openidMetadata(state.settings))

/**
 * Answers with the provider's public keys.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7517#section-5
 */
export const answerKeys = (state: ProviderState, request: ReceivedRequest): Step =>
  answerRead(state, request, { keys: state.keys })

/**
 * Answers with the metadata of the resource: which authorization server gives its tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9728#section-3
 */
export const answerResourceMetadata = (state: ProviderState, request: ReceivedRequest): Step => {
  const { allow, clients, dpop, issuer, urls } = state.settings
  return answerRead(state, request, {
    ...present({ resource: urls.resource }),
    authorization_servers: [issuer],
    ...(dpop === undefined
      ? {}
      : {
          dpop_signing_alg_values_supported: keyAlgorithms,
          dpop_bound_access_tokens_required: dpop.isRequired
        }),
    bearer_methods_supported: allow.accessTokenInUrl ? ["header", "body", "query"] : ["header", "body"],
    ...filled({
      scopes_supported: distinct([...HashMap.values(clients)].flatMap(({ scopes }) => scopes ?? []))
    })
  })
}

const answerRead = (state: ProviderState, { method }: ReceivedRequest, members: JsonMembers): Step =>
  method === "GET" || method === "HEAD"
    ? answer(state, jsonResponse(200, members))
    : refuse(state, new Refusal("get-method"))

const serverMetadata = (settings: Settings): JsonMembers => {
  const { allow, clients, dpop, issuer, require, resources, responseModes, urls } = settings
  const registered = [...HashMap.values(clients)]
  const methods = distinct(registered.flatMap(({ authentication }) => authentication))
  const grantTypes = registered.flatMap((client) => client.grantTypes)
  const algorithms = algorithmsOf(methods)
  return {
    issuer,
    authorization_endpoint: urls.authorize,
    token_endpoint: urls.token,
    ...present({
      jwks_uri: urls.jwks,
      revocation_endpoint: urls.revoke,
      introspection_endpoint: urls.introspect,
      pushed_authorization_request_endpoint: urls.pushedAuthorization,
      device_authorization_endpoint: urls.deviceAuthorization,
      registration_endpoint: urls.registration
    }),
    require_pushed_authorization_requests: require.pushedAuthorization,
    response_types_supported: ["code"],
    response_modes_supported: responseModes,
    code_challenge_methods_supported: allow.plainChallenge ? ["S256", "plain"] : ["S256"],
    authorization_response_iss_parameter_supported: !allow.callbackWithoutIssuer,
    ...(settings.clientDocuments ? { client_id_metadata_document_supported: true } : {}),
    // Left out, it would say that there is the implicit grant (RFC 8414, 2).
    grant_types_supported: grantTypes.length === 0 ? ["authorization_code"] : distinct(grantTypes),
    ...filled({
      token_endpoint_auth_methods_supported: methods,
      token_endpoint_auth_signing_alg_values_supported: algorithms,
      dpop_signing_alg_values_supported: dpop === undefined ? [] : keyAlgorithms,
      revocation_endpoint_auth_signing_alg_values_supported: urls.revoke === undefined ? [] : algorithms,
      introspection_endpoint_auth_signing_alg_values_supported:
        urls.introspect === undefined ? [] : algorithms,
      revocation_endpoint_auth_methods_supported: urls.revoke === undefined ? [] : methods,
      introspection_endpoint_auth_methods_supported:
        urls.introspect === undefined ? [] : methods.filter((method) => method !== "none"),
      protected_resources: urls.resource === undefined ? resources : [...resources, urls.resource],
      scopes_supported: distinct(registered.flatMap((client) => client.scopes ?? []))
    })
  }
}

const openidMetadata = (settings: Settings): JsonMembers => ({
  ...serverMetadata(settings),
  ...present({
    userinfo_endpoint: settings.urls.userinfo,
    end_session_endpoint: settings.urls.endSession
  }),
  subject_types_supported: ["public"],
  id_token_signing_alg_values_supported: [settings.algorithm],
  // Those of pushed requests work whatever this says (RFC 9126, 5).
  request_uri_parameter_supported: false,
  claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce"]
})

const algorithmsOf = (methods: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...(methods.includes("private_key_jwt") ? keyAlgorithms : []),
  ...(methods.includes("client_secret_jwt") ? secretAlgorithms : [])
]

const distinct = (values: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(values)].toSorted()

const present = (members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, url]) => (url === undefined ? [] : [[name, url]]))
  )

// A list without elements has to be left out (RFC 8414, 3.2).
const filled = (lists: Readonly<Record<string, ReadonlyArray<string>>>): typeof lists =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
