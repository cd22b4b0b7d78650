/** The port by which the host links accounts and refreshes tokens: local, or a module's own. */
import type { Effect, Redacted } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import type { AuthorizationUrlUnavailable } from "../domain/AuthorizationUrlUnavailable.ts"
import type { DeviceAuthorization } from "../domain/DeviceAuthorization.ts"
import type { DeviceAuthorizationFailed } from "../domain/DeviceAuthorizationFailed.ts"
import type { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import type { Token } from "../domain/Token.ts"
import type { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type {
  ReauthenticationRequired,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "../domain/TokenRequestError.ts"
import type { TokenRevocationFailed } from "../domain/TokenRevocationFailed.ts"
import type { ModuleServices } from "./ModuleServices.ts"

/**
 * Names the failures of making an authorize URL.
 *
 * @category errors
 * @since 0.1.0
 */
export type AuthorizeError =
  | AuthorizationServerInvalid
  | AuthorizationUrlUnavailable
  | ImplementationUnavailable

/**
 * Names the failures of a token request: transient (`TokenEndpointUnavailable`), for the user to fix
 * (`ReauthenticationRequired`), and of the provider's or the module's making (the others).
 *
 * @category errors
 * @since 0.1.0
 */
export type TokenRequestError =
  | TokenEndpointUnavailable
  | ReauthenticationRequired
  | TokenResponseUnusable
  | TokenEndpointRedirected
  | AuthorizationServerInvalid

/**
 * Describes one flow to `authorize`. `state` is opaque and goes into the URL unchanged.
 *
 * @category models
 * @since 0.1.0
 */
export interface AuthorizeOptions {
  readonly flowId: string
  readonly redirectUri: string
  readonly state: string
}

/**
 * Waits for the token of a flow whose end is no callback of the host's. It may be waited for any number of times, and
 * gives the same each time.
 *
 * @category models
 * @since 0.1.0
 */
export type TokenDelivery<E = never> = Effect.Effect<Token, TokenDeliveryFailed | E, ModuleServices>

/**
 * Holds where to send the user, and how the flow continues.
 *
 * Mostly a callback brings a code: then `codeVerifier` is the PKCE verifier that belongs to this flow alone, which the
 * host keeps with the pending link and hands back to `exchange`. Where `delivery` is there no callback comes, and the
 * host waits for that instead.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4
 * @category models
 * @since 0.1.0
 */
export interface AuthorizationRequest<E = never> {
  readonly url: string
  readonly codeVerifier?: Redacted.Redacted | undefined
  readonly delivery?: TokenDelivery<E> | undefined
}

/**
 * Names the failures of beginning a device flow.
 *
 * @category errors
 * @since 0.1.0
 */
export type AuthorizeDeviceError = AuthorizationServerInvalid | DeviceAuthorizationFailed

/**
 * Names the failures of a revocation.
 *
 * @category errors
 * @since 0.1.0
 */
export type RevokeError = AuthorizationServerInvalid | TokenRevocationFailed

/**
 * Links an account on another device.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628
 * @category ports
 * @since 0.1.0
 */
export interface DeviceFlow<E = never> {
  /** Begins a flow: gives the code that the user enters, and where. */
  readonly authorize: Effect.Effect<DeviceAuthorization, AuthorizeDeviceError | E, ModuleServices>
  /**
   * Asks for the token, once. While the user has not decided it fails with `ReauthenticationRequired` and the provider's
   * `authorization_pending` or `slow_down`, and the host asks again in time.
   */
  readonly exchange: (
    deviceCode: Redacted.Redacted
  ) => Effect.Effect<Token, TokenRequestError | E, ModuleServices>
}

/**
 * Holds what came back for one flow: the code, with the redirect URI and verifier of its authorization request, and
 * what the provider added to the callback.
 *
 * @category models
 * @since 0.1.0
 */
export interface ExchangeOptions {
  readonly code: Redacted.Redacted
  readonly redirectUri: string
  readonly codeVerifier?: Redacted.Redacted | undefined
  readonly callbackParameters?: Readonly<Record<string, string>> | undefined
}

/**
 * Port by which an account is linked and its token refreshed. It keeps nothing between calls.
 *
 * `domain` is the auth domain that it was made for and ends up in the account; `name` is what people see. A
 * `redirectUri` of its own replaces the host's. `server` shows the endpoints that it goes to, for whoever judges them,
 * and the issuer that a callback has to name; `scopes` are those that it asks for. The last two are there where the provider
 * offers them.
 *
 * `E` is what else its methods can fail with: nothing as modules write it, `ImplementationFailed` as
 * `guardImplementation` gives it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2Implementation
 * @category ports
 * @since 0.1.0
 */
export interface OAuth2Implementation<E = never> {
  readonly domain: string
  readonly name: string
  readonly redirectUri?: string | undefined
  readonly server?: AuthorizationServer | undefined
  readonly scopes?: ReadonlyArray<string> | undefined
  /** Gives where to send the user, and what the host keeps until they are back. */
  readonly authorize: (
    options: AuthorizeOptions
  ) => Effect.Effect<AuthorizationRequest<E>, AuthorizeError | E, ModuleServices>
  /** Exchanges the code of a callback for a token. A code can be exchanged once. */
  readonly exchange: (options: ExchangeOptions) => Effect.Effect<Token, TokenRequestError | E, ModuleServices>
  /** Gets the token that takes the place of the one given, by its refresh token. */
  readonly refresh: (token: Token) => Effect.Effect<Token, TokenRequestError | E, ModuleServices>
  /** Tells the provider that a token is no longer needed. */
  readonly revoke?: ((token: Token) => Effect.Effect<void, RevokeError | E, ModuleServices>) | undefined
  /** Links an account on another device. */
  readonly deviceFlow?: DeviceFlow<E> | undefined
}

/**
 * Makes an implementation that differs from `base` in what `overrides` gives.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   layerModuleServices,
 *   localImplementation,
 *   overrideImplementation
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const server = new AuthorizationServer({
 *   authorizeUrl: "https://acme.test/oauth/authorize",
 *   tokenUrl: "https://acme.test/oauth/token"
 * })
 * const credential = new ClientCredential({
 *   clientId: "my-client",
 *   clientSecret: Redacted.make("my-secret")
 * })
 * const local = localImplementation({ domain: "acme", credential, server })
 *
 * const withHint = overrideImplementation(local, (base) => ({
 *   authorize: (flow) =>
 *     Effect.map(base.authorize(flow), (request) => ({
 *       ...request,
 *       url: `${request.url}&login_hint=${flow.flowId}`
 *     }))
 * }))
 *
 * const flow = { flowId: "1", redirectUri: "https://home.test/auth/external/callback", state: "my-state" }
 * const { url } = await Effect.runPromise(withHint.authorize(flow).pipe(Effect.provide(layerModuleServices)))
 * assert.ok(url.endsWith("&login_hint=1"))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const overrideImplementation = (
  base: OAuth2Implementation,
  overrides: (base: OAuth2Implementation) => Partial<OAuth2Implementation>
): OAuth2Implementation => ({ ...base, ...overrides(base) })
