/** What each method of an implementation may end with. */
import { Duration, Effect, Predicate, Schema } from "effect"
import { DeviceAuthorization } from "../domain/DeviceAuthorization.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import { Token } from "../domain/Token.ts"
import type { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type {
  AuthorizeDeviceError,
  AuthorizeError,
  RevokeError,
  TokenRequestError
} from "./OAuth2Implementation.ts"

/**
 * Describes a method: what it may fail with, what it has to give, as a check and in words, and how long it may take.
 */
export interface MethodContract<E> {
  readonly method: ImplementationFailed["method"]
  readonly isFailure: (error: unknown) => error is E
  readonly isAnswer: Predicate.Predicate<unknown>
  readonly expected: string
  readonly limit: Duration.Input
}

// By their tags, as another copy of this package makes instances of another class.
const isOneOf =
  <E extends { readonly _tag: string }>(tags: { readonly [Tag in E["_tag"]]: true }) =>
  (error: unknown): error is E =>
    Predicate.hasProperty(error, "_tag") && Predicate.isString(error._tag) && Object.hasOwn(tags, error._tag)

const aToken = { isAnswer: Schema.is(Token), expected: "a Token" }
const aMinute = { limit: "1 minute" } as const

const ofTokenRequest = {
  ...aToken,
  ...aMinute,
  isFailure: isOneOf<TokenRequestError>({
    AuthorizationServerInvalid: true,
    ReauthenticationRequired: true,
    TokenEndpointRedirected: true,
    TokenEndpointUnavailable: true,
    TokenResponseUnusable: true
  })
}

export const exchange: MethodContract<TokenRequestError> = { ...ofTokenRequest, method: "exchange" }

export const refresh: MethodContract<TokenRequestError> = { ...ofTokenRequest, method: "refresh" }

export const authorize: MethodContract<AuthorizeError> = {
  ...aMinute,
  method: "authorize",
  isFailure: isOneOf<AuthorizeError>({
    AuthorizationServerInvalid: true,
    AuthorizationUrlUnavailable: true,
    ImplementationUnavailable: true
  }),
  isAnswer: Schema.is(
    Schema.Struct({
      url: Schema.String,
      codeVerifier: Schema.optional(Schema.Redacted(Schema.String)),
      delivery: Schema.optional(Schema.declare(Effect.isEffect))
    })
  ),
  expected: "an AuthorizationRequest with url"
}

export const authorizeDevice: MethodContract<AuthorizeDeviceError> = {
  ...aMinute,
  method: "authorizeDevice",
  isFailure: isOneOf<AuthorizeDeviceError>({
    AuthorizationServerInvalid: true,
    DeviceAuthorizationFailed: true
  }),
  isAnswer: Schema.is(DeviceAuthorization),
  expected:
    "a DeviceAuthorization with deviceCode, userCode, verificationUri, expiresAt and an interval above 0"
}

export const exchangeDevice: MethodContract<TokenRequestError> = {
  ...ofTokenRequest,
  method: "exchangeDevice"
}

/** The user takes their time over what is delivered; who waits for it sets the limit. */
export const delivery: MethodContract<TokenDeliveryFailed> = {
  ...aToken,
  method: "delivery",
  isFailure: isOneOf<TokenDeliveryFailed>({ TokenDeliveryFailed: true }),
  limit: Duration.infinity
}

export const revoke: MethodContract<RevokeError> = {
  ...aMinute,
  method: "revoke",
  isFailure: isOneOf<RevokeError>({ AuthorizationServerInvalid: true, TokenRevocationFailed: true }),
  isAnswer: () => true,
  expected: "nothing"
}
