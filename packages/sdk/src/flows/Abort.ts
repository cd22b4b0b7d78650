/** The ends of a flow that are no account. */
import { Data, Effect } from "effect"
import type { AbortReason, FlowAbort, FlowResult } from "../domain/FlowResult.ts"
import type { NoUrlAvailable } from "../domain/ImplementationUnavailable.ts"
import type { ImplementationUnknown } from "../domain/LinkError.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import { isStorageError } from "../domain/StorageError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import type {
  AuthorizeDeviceError,
  AuthorizeError,
  TokenRequestError
} from "../services/OAuth2Implementation.ts"

/**
 * Carries an abort to the end of its flow. It leaves no flow as an error: `Aborted.toResult` makes it a result.
 */
export class Aborted extends Data.TaggedError("Aborted")<{
  readonly flowId: string
  readonly reason: AbortReason
  readonly error?: Error
}> {
  /** Gives an abort as the result of its flow. */
  static readonly toResult = <E, R>(flow: Effect.Effect<FlowResult, E | Aborted, R>) =>
    Effect.catchIf(
      flow,
      (error): error is Aborted => error instanceof Aborted,
      ({ flowId, reason, error }): Effect.Effect<FlowResult> => Effect.succeed(abort(flowId, reason, error))
    )
}

/**
 * Makes an abort.
 */
export const abort = (flowId: string, reason: AbortReason, error?: Error): FlowAbort => ({
  type: "abort",
  flowId,
  reason,
  ...(error === undefined ? {} : { error })
})

/**
 * Names the failures that end a flow.
 */
export type FlowFailure =
  | ImplementationUnknown
  | ImplementationFailed
  | Exclude<ImplementationsError, StorageError>
  | NoUrlAvailable
  | AuthorizeError
  | AuthorizeDeviceError
  | TokenRequestError
  | TokenDeliveryFailed

/**
 * Ends a flow with the reason that a failure means. A failure of storage ends none: it is left as it is.
 */
export const endsFlow =
  (flowId: string) =>
  <A, R>(
    effect: Effect.Effect<A, FlowFailure | StorageError, R>
  ): Effect.Effect<A, Aborted | StorageError, R> =>
    Effect.mapError(effect, (error) =>
      isStorageError(error) ? error : new Aborted({ flowId, reason: abortFor(error), error })
    )

/**
 * Ends a flow with the reason given where a step of it takes longer than so many seconds: 30 unless given, as in Home
 * Assistant.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAUTH_TOKEN_TIMEOUT_SEC
 */
export const withinTime = (
  flowId: string,
  reason: "authorize_url_timeout" | "oauth_timeout",
  limit: number = 30
) =>
  Effect.timeoutOrElse({
    duration: `${limit} seconds`,
    orElse: () => Effect.fail(new Aborted({ flowId, reason }))
  })

/**
 * Gives the reason that a failure ends a flow with.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_step_creation
 */
export const abortFor = (error: FlowFailure): AbortReason => {
  switch (error._tag) {
    case "ImplementationUnavailable":
    case "ImplementationUnknown":
      return "oauth_implementation_unavailable"
    case "AuthorizationHookMissing":
    case "AuthorizationServerInvalid":
    case "ModuleHookFailed":
      return "missing_configuration"
    case "AuthorizationUrlUnavailable":
    case "NoUrlAvailable":
      return "no_url_available"
    case "ReauthenticationRequired":
      return "oauth_unauthorized"
    case "TokenEndpointUnavailable":
      return error.reason === "timeout" ? "oauth_timeout" : "oauth_failed"
    case "TokenResponseUnusable":
      return error.member === "expires_in" ? "oauth_error" : "oauth_failed"
    case "TokenEndpointRedirected":
    case "DeviceAuthorizationFailed":
    case "ImplementationFailed":
      return "oauth_failed"
    case "TokenDeliveryFailed":
      return undelivered[error.reason]
  }
}

const undelivered: Readonly<Record<TokenDeliveryFailed["reason"], AbortReason>> = {
  expired: "oauth_timeout",
  denied: "user_rejected_authorize",
  refused: "oauth_unauthorized",
  unavailable: "oauth_failed",
  unusable: "oauth_failed"
}
