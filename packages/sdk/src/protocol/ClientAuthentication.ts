/** How a client proves who it is at the token endpoint, as a value. */
import { Redacted } from "effect"
import { Base64 } from "effect/encoding"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import { formEncode } from "./FormParameters.ts"
import type { FormParameters } from "./FormParameters.ts"

/**
 * Holds what an authentication method adds to a token request.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClientAuthenticationParts {
  readonly headers: Readonly<Record<string, Redacted.Redacted>>
  readonly parameters: FormParameters
}

/**
 * Names a method of client authentication: what a credential adds to a token request. A module may write its own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category models
 * @since 0.1.0
 */
export type ClientAuthentication = (credential: ClientCredential) => ClientAuthenticationParts

/**
 * Sends id and secret in the body. An empty secret, that of a public client, is left out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { ClientCredential, encodeForm, secretPost } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const clientSecret = Redacted.make("my-secret")
 * const credential = new ClientCredential({ clientId: "my-client", clientSecret })
 * const { headers, parameters } = secretPost(credential)
 * assert.deepEqual(headers, {})
 * assert.equal(Redacted.value(encodeForm(parameters)), "client_id=my-client&client_secret=my-secret")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 * @category client authentication
 * @since 0.1.0
 */
export const secretPost: ClientAuthentication = (credential) => ({
  headers: {},
  parameters: {
    client_id: credential.clientId,
    ...(Redacted.value(credential.clientSecret) === "" ? {} : { client_secret: credential.clientSecret })
  }
})

/**
 * Sends id and secret by HTTP Basic, each form encoded first, and neither in the body.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { ClientCredential, secretBasic } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const clientSecret = Redacted.make("my:secret")
 * const credential = new ClientCredential({ clientId: "my-client", clientSecret })
 * const { headers, parameters } = secretBasic(credential)
 * assert.equal(
 *   headers["authorization"] && Redacted.value(headers["authorization"]),
 *   "Basic bXktY2xpZW50Om15JTNBc2VjcmV0"
 * )
 * assert.deepEqual(parameters, {})
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 * @category client authentication
 * @since 0.1.0
 */
export const secretBasic: ClientAuthentication = (credential) => ({
  headers: {
    authorization: Redacted.make(
      `Basic ${Base64.encode(`${formEncode(credential.clientId)}:${formEncode(Redacted.value(credential.clientSecret))}`)}`
    )
  },
  parameters: {}
})

/**
 * Sends id and secret by HTTP Basic, and the id in the body too, as some providers want.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { ClientCredential, secretBasicAndId } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const clientSecret = Redacted.make("my-secret")
 * const credential = new ClientCredential({ clientId: "my-client", clientSecret })
 * const { headers, parameters } = secretBasicAndId(credential)
 * assert.deepEqual(Object.keys(headers), ["authorization"])
 * assert.deepEqual(parameters, { client_id: "my-client" })
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2.1
 * @category client authentication
 * @since 0.1.0
 */
export const secretBasicAndId: ClientAuthentication = (credential) => ({
  headers: secretBasic(credential).headers,
  parameters: none(credential).parameters
})

/**
 * Sends id and secret by HTTP Basic and in the body at once. RFC 6749 forbids it; some providers insist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { ClientCredential, encodeForm, secretBasicAndPost } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const clientSecret = Redacted.make("my-secret")
 * const credential = new ClientCredential({ clientId: "my-client", clientSecret })
 * const { headers, parameters } = secretBasicAndPost(credential)
 * assert.deepEqual(Object.keys(headers), ["authorization"])
 * assert.equal(Redacted.value(encodeForm(parameters)), "client_id=my-client&client_secret=my-secret")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category client authentication
 * @since 0.1.0
 */
export const secretBasicAndPost: ClientAuthentication = (credential) => ({
  headers: secretBasic(credential).headers,
  parameters: secretPost(credential).parameters
})

/**
 * Sends the id alone, as a public client does.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { ClientCredential, none } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const credential = new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("") })
 * assert.deepEqual(none(credential), { headers: {}, parameters: { client_id: "my-client" } })
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.2.1
 * @category client authentication
 * @since 0.1.0
 */
export const none: ClientAuthentication = (credential) => ({
  headers: {},
  parameters: { client_id: credential.clientId }
})
