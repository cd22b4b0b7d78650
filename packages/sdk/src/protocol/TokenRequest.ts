/** The requests to a token endpoint: code grant and refresh. */
import type { Redacted } from "effect"
import type { FormParameters } from "./FormParameters.ts"
import { clientRequest } from "./FormRequest.ts"
import type { TokenRequestClient, BodyFormat } from "./TokenRequestClient.ts"

/**
 * Holds a POST to a token endpoint, not yet encoded, so that a module can add what its provider wants.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenRequest {
  /** The auth domain that errors name. */
  readonly domain: string
  readonly operation: "exchange" | "refresh"
  readonly tokenUrl: string
  readonly headers: Readonly<Record<string, string | Redacted.Redacted>>
  readonly parameters: FormParameters
  /** What the body is: a form, which is the standard, unless given. */
  readonly bodyFormat?: BodyFormat | undefined
}

/**
 * Makes the request that exchanges a code.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   codeGrantRequest,
 *   encodeForm,
 *   secretBasic
 * } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const urls = { authorizeUrl: "https://acme.test/authorize", tokenUrl: "https://acme.test/token" }
 * const client = {
 *   domain: "acme",
 *   server: new AuthorizationServer(urls),
 *   credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") }),
 *   clientAuthentication: secretBasic
 * }
 * const grant = { code: Redacted.make("c"), redirectUri: "https://home.test" }
 * const { parameters } = codeGrantRequest(client, grant)
 * const body = "grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fhome.test"
 * assert.equal(Redacted.value(encodeForm(parameters)), body)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.5
 * @category protocol
 * @since 0.1.0
 */
export const codeGrantRequest = (
  client: TokenRequestClient,
  grant: {
    readonly code: Redacted.Redacted
    readonly redirectUri: string
    readonly codeVerifier?: Redacted.Redacted | undefined
  }
): TokenRequest =>
  tokenRequest("exchange", client, {
    grant_type: "authorization_code",
    code: grant.code,
    redirect_uri: grant.redirectUri,
    ...(grant.codeVerifier === undefined ? {} : { code_verifier: grant.codeVerifier })
  })

/**
 * Makes the request by which a device polls for its token.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   deviceGrantRequest,
 *   secretBasic
 * } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const urls = { authorizeUrl: "https://acme.test/authorize", tokenUrl: "https://acme.test/token" }
 * const client = {
 *   domain: "acme",
 *   server: new AuthorizationServer(urls),
 *   credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") }),
 *   clientAuthentication: secretBasic
 * }
 * const { parameters } = deviceGrantRequest(client, { deviceCode: Redacted.make("d") })
 * assert.equal(parameters["grant_type"], "urn:ietf:params:oauth:grant-type:device_code")
 * assert.equal(Redacted.isRedacted(parameters["device_code"]), true)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.4
 * @category protocol
 * @since 0.1.0
 */
export const deviceGrantRequest = (
  client: TokenRequestClient,
  grant: { readonly deviceCode: Redacted.Redacted }
): TokenRequest =>
  tokenRequest("exchange", client, {
    grant_type: "urn:ietf:params:oauth:grant-type:device_code",
    device_code: grant.deviceCode
  })

/**
 * Makes the request that refreshes a token. It has a redirect URI for the providers that want one, and for no other.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   encodeForm,
 *   refreshRequest,
 *   secretBasic
 * } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const urls = { authorizeUrl: "https://acme.test/authorize", tokenUrl: "https://acme.test/token" }
 * const client = {
 *   domain: "acme",
 *   server: new AuthorizationServer(urls),
 *   credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") }),
 *   clientAuthentication: secretBasic
 * }
 * const { headers, parameters } = refreshRequest(client, { refreshToken: Redacted.make("rt") })
 * assert.deepEqual(Object.keys(headers), ["accept", "authorization"])
 * assert.equal(Redacted.value(encodeForm(parameters)), "grant_type=refresh_token&refresh_token=rt")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-6
 * @category protocol
 * @since 0.1.0
 */
export const refreshRequest = (
  client: TokenRequestClient,
  grant: { readonly refreshToken: Redacted.Redacted; readonly redirectUri?: string | undefined }
): TokenRequest =>
  tokenRequest("refresh", client, {
    grant_type: "refresh_token",
    refresh_token: grant.refreshToken,
    ...(grant.redirectUri === undefined ? {} : { redirect_uri: grant.redirectUri })
  })

const reserved: ReadonlySet<string> = new Set([
  "grant_type",
  "code",
  "code_verifier",
  "device_code",
  "refresh_token",
  "client_id",
  "client_secret"
])

const tokenRequest = (
  operation: TokenRequest["operation"],
  client: TokenRequestClient,
  grant: FormParameters
): TokenRequest => {
  const own = operation === "exchange" ? client.exchangeParameters : client.refreshParameters
  const added = Object.entries(own ?? {}).filter(([name]) => !reserved.has(name))
  const { tokenUrl } = client.server
  const { headers, parameters } = clientRequest(client, tokenUrl, { ...Object.fromEntries(added), ...grant })
  return { domain: client.domain, operation, tokenUrl, headers, parameters, bodyFormat: client.bodyFormat }
}
