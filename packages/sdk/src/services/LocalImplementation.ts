/** The implementation that talks to the provider itself, with the user's own client. */
import { Effect, Redacted } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import { mergeRefreshed, tokenFromResponse } from "../domain/Token.ts"
import type { Token } from "../domain/Token.ts"
import { authorizationUrl } from "../protocol/AuthorizationUrl.ts"
import { clientAuthenticationOf } from "../protocol/clientAuthenticationOf.ts"
import type { ClientAuthentication } from "../protocol/ClientAuthentication.ts"
import type { ErrorMeaning } from "../protocol/ErrorMeaning.ts"
import type { ParameterNames } from "../protocol/ParameterNames.ts"
import { codeGrantRequest, deviceGrantRequest, refreshRequest } from "../protocol/TokenRequest.ts"
import type { TokenRequestClient, BodyFormat } from "../protocol/TokenRequestClient.ts"
import type { TokenServer } from "../protocol/TokenServer.ts"
import type { UnwrapTokenResponse } from "../protocol/processTokenResponse.ts"
import { requestDeviceCode } from "./DeviceAuthorizationEndpoint.ts"
import { epochSeconds } from "./epochSeconds.ts"
import { noRefreshToken } from "./noRefreshToken.ts"
import type { AuthorizeOptions, ExchangeOptions, OAuth2Implementation } from "./OAuth2Implementation.ts"
import { codeChallenge, makeCodeVerifier } from "./Pkce.ts"
import { redirectUriOf, serverOf, worthRemembering } from "./Remembered.ts"
import { revokeToken } from "./RevocationEndpoint.ts"
import { sendTokenRequest } from "./TokenEndpoint.ts"

/**
 * Options of `localImplementation`.
 *
 * @category models
 * @since 0.1.0
 */
export interface LocalImplementationOptions {
  /** The auth domain, as the hook was given it. */
  readonly domain: string
  /** The domain of the integration that the tokens are for, which errors name; the auth domain unless given. */
  readonly serviceDomain?: string | undefined
  readonly credential: ClientCredential
  readonly server: AuthorizationServer
  /** What people see; the credential's name, or else its client id. */
  readonly name?: string | undefined
  /** `secretPost` unless given, or what the server offers where it says that it does not support that. */
  readonly clientAuthentication?: ClientAuthentication | undefined
  /** Uses PKCE with S256. Unless given, it is used where the server says that it supports that. */
  readonly pkce?: boolean | undefined
  readonly scopes?: ReadonlyArray<string> | undefined
  /** What stands between two scopes: a space unless given, which some providers want to be a comma. */
  readonly scopeSeparator?: string | undefined
  /** Added to the authorize URL; never in place of a parameter of the protocol. */
  readonly authorizeParameters?: Readonly<Record<string, string>> | undefined
  /** Added to the code exchange; never in place of a parameter of the protocol. */
  readonly exchangeParameters?: Readonly<Record<string, string>> | undefined
  /** Added to each refresh; never in place of a parameter of the protocol. */
  readonly refreshParameters?: Readonly<Record<string, string>> | undefined
  /** Header fields added to the code exchange and to each refresh; never in place of `Authorization`. */
  readonly tokenHeaders?: Readonly<Record<string, string>> | undefined
  /** What the bodies of token requests are: forms unless given. */
  readonly bodyFormat?: BodyFormat | undefined
  /** The provider's own names of standard parameters: `{ client_id: "client_key" }`. */
  readonly parameterNames?: ParameterNames | undefined
  /** Repeats the redirect URI in each refresh, which a few providers want. The account's token then holds it. */
  readonly redirectUriOnRefresh?: boolean | undefined
  /** Exchanges at the server that the callback names, if it is one of those listed. The account's token holds it. */
  readonly tokenServer?: TokenServer | undefined
  /**
   * Puts the client's secret into the authorize URL, as a few old providers insist. Everyone who sees the URL then has
   * the secret: the browser, its history and extensions, proxies, logs.
   */
  readonly unsafeSecretInAuthorizeUrl?: boolean | undefined
  /** The lifetime, in seconds, of a token whose provider does not say; `defaultLifetime` unless given. */
  readonly defaultExpiresIn?: number | undefined
  /** Finds the token's members in an answer that the provider nests. */
  readonly unwrapTokenResponse?: UnwrapTokenResponse | undefined
  /** What the provider's own errors mean, beside those of the standards. */
  readonly tokenErrors?: ErrorMeaning | undefined
}

/**
 * Makes an implementation that links accounts at `server` with the user's credential.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   layerModuleServices,
 *   localImplementation,
 *   secretBasic
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const implementation = localImplementation({
 *   domain: "acme",
 *   credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") }),
 *   server: new AuthorizationServer({
 *     authorizeUrl: "https://acme.test/oauth/authorize",
 *     tokenUrl: "https://acme.test/oauth/token"
 *   }),
 *   clientAuthentication: secretBasic,
 *   pkce: true,
 *   scopes: ["devices.read"]
 * })
 *
 * const flow = { flowId: "1", redirectUri: "https://home.test/auth/external/callback", state: "my-state" }
 * const { url } = await Effect.runPromise(
 *   implementation.authorize(flow).pipe(Effect.provide(layerModuleServices))
 * )
 * assert.equal(new URL(url).searchParams.get("code_challenge_method"), "S256")
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, LocalOAuth2Implementation
 * @category constructors
 * @since 0.1.0
 */
export const localImplementation = (options: LocalImplementationOptions): OAuth2Implementation => ({
  domain: options.domain,
  name: options.name ?? options.credential.displayName,
  server: options.server,
  ...(options.scopes === undefined ? {} : { scopes: options.scopes }),
  authorize: (flow) => authorize(options, flow),
  exchange: (grant) => exchange(options, grant),
  refresh: (token) => refresh(options, token),
  ...revocation(options),
  ...deviceFlow(options)
})

const authorize = Effect.fn("LocalImplementation.authorize")(function* (
  options: LocalImplementationOptions,
  flow: AuthorizeOptions
) {
  const codeVerifier = usesPkce(options) ? yield* makeCodeVerifier : undefined
  const challenge = codeVerifier === undefined ? undefined : yield* codeChallenge(codeVerifier)
  const url = yield* Effect.fromResult(
    authorizationUrl({
      domain: serviceOf(options),
      server: options.server,
      clientId: options.credential.clientId,
      redirectUri: flow.redirectUri,
      state: flow.state,
      scope: joinScopes(options),
      codeChallenge: challenge,
      authorizeParameters: options.authorizeParameters,
      parameterNames: options.parameterNames,
      unsafeClientSecret:
        options.unsafeSecretInAuthorizeUrl === true ? options.credential.clientSecret : undefined
    })
  )
  return codeVerifier === undefined ? { url } : { url, codeVerifier }
})

const exchange = Effect.fnUntraced(function* (options: LocalImplementationOptions, grant: ExchangeOptions) {
  const remembered = worthRemembering(options, grant)
  const server = yield* Effect.fromResult(serverOf({ ...options, domain: serviceOf(options) }, remembered))
  const request = codeGrantRequest(client(options, server), grant)
  const response = yield* sendTokenRequest(request, judging(options))
  const extra = Redacted.make({ ...Redacted.value(response.extra), ...remembered })
  return tokenFromResponse({ ...response, extra }, yield* receipt(options))
})

const refresh = Effect.fnUntraced(function* (options: LocalImplementationOptions, token: Token) {
  const { refreshToken } = token
  if (refreshToken === undefined || Redacted.value(refreshToken) === "")
    return yield* noRefreshToken(serviceOf(options))
  const remembered = Redacted.value(token.extra)
  const server = yield* Effect.fromResult(serverOf({ ...options, domain: serviceOf(options) }, remembered))
  const request = refreshRequest(client(options, server), {
    refreshToken,
    redirectUri: redirectUriOf(options, remembered)
  })
  const response = yield* sendTokenRequest(request, judging(options))
  return mergeRefreshed(token, response, yield* receipt(options))
})

const revocation = (options: LocalImplementationOptions): Pick<OAuth2Implementation, "revoke"> => {
  const url = options.server.revocationUrl
  return url === undefined
    ? {}
    : { revoke: (token) => revokeToken(client(options, options.server), url, token) }
}

const deviceFlow = (options: LocalImplementationOptions): Pick<OAuth2Implementation, "deviceFlow"> => {
  const url = options.server.deviceAuthorizationUrl
  if (url === undefined) return {}
  const exchange = (deviceCode: Redacted.Redacted) => exchangeDevice(options, deviceCode)
  return { deviceFlow: { authorize: authorizeDevice(options, url), exchange } }
}

const authorizeDevice = Effect.fn("LocalImplementation.authorizeDevice")(function* (
  options: LocalImplementationOptions,
  url: string
) {
  const { expiresIn, ...code } = yield* requestDeviceCode(
    client(options, options.server),
    url,
    joinScopes(options)
  )
  return { ...code, expiresAt: (yield* epochSeconds) + expiresIn }
})

const exchangeDevice = Effect.fnUntraced(function* (
  options: LocalImplementationOptions,
  deviceCode: Redacted.Redacted
) {
  const request = deviceGrantRequest(client(options, options.server), { deviceCode })
  const response = yield* sendTokenRequest(request, judging(options))
  return tokenFromResponse(response, yield* receipt(options))
})

const client = (options: LocalImplementationOptions, server: AuthorizationServer): TokenRequestClient => ({
  domain: serviceOf(options),
  server,
  credential: options.credential,
  clientAuthentication: options.clientAuthentication ?? clientAuthenticationOf(server),
  exchangeParameters: options.exchangeParameters,
  refreshParameters: options.refreshParameters,
  tokenHeaders: options.tokenHeaders,
  parameterNames: options.parameterNames,
  bodyFormat: options.bodyFormat
})

const serviceOf = ({ domain, serviceDomain }: LocalImplementationOptions): string => serviceDomain ?? domain

// A server that does not say may well refuse parameters that it does not know.
const usesPkce = ({ pkce, server }: LocalImplementationOptions): boolean =>
  pkce ?? server.codeChallengeMethodsSupported?.includes("S256") === true

const judging = ({ tokenErrors, unwrapTokenResponse }: LocalImplementationOptions) => ({
  unwrap: unwrapTokenResponse,
  errors: tokenErrors
})

const receipt = (options: LocalImplementationOptions) =>
  Effect.map(epochSeconds, (receivedAt) => ({ receivedAt, defaultExpiresIn: options.defaultExpiresIn }))

const joinScopes = (options: LocalImplementationOptions): string | undefined =>
  options.scopes === undefined || options.scopes.length === 0
    ? undefined
    : [...new Set(options.scopes)].join(options.scopeSeparator ?? " ")
