/** What a poll that brought no token means: when to ask again, or that none will come. */
import { Result } from "effect"
import type { ImplementationUnknown } from "../domain/LinkError.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import type { TokenRequestError } from "../services/OAuth2Implementation.ts"

/**
 * Names the failures of a poll.
 */
export type PollError =
  | ImplementationUnknown
  | ImplementationFailed
  | Exclude<ImplementationsError, StorageError>
  | TokenRequestError

/**
 * Gives how long to wait, in seconds, until the provider is asked again that was last asked after `wait` seconds: as long
 * again while the user has not decided, five more where the provider says to slow down, as many as its `Retry-After` asks
 * for, and twice as many where it could not be asked. Fails with what the flow ends with.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
export const afterPoll = (
  wait: number,
  error: PollError
): Result.Result<number, TokenDeliveryFailed | PollError> => {
  switch (error._tag) {
    case "ReauthenticationRequired":
      return afterRefusal(error.domain, wait, error.error)
    case "TokenEndpointUnavailable":
      return Result.succeed(
        error.reason === "rateLimited"
          ? Math.max(wait + 5, error.retryAfter ?? 0)
          : Math.max(wait * 2, error.retryAfter ?? 0)
      )
    case "ImplementationUnavailable":
      return Result.succeed(wait * 2)
    case "TokenResponseUnusable":
    case "TokenEndpointRedirected":
    case "AuthorizationServerInvalid":
      return Result.fail(undelivered(error.domain, "unusable"))
    default:
      return Result.fail(error)
  }
}

const afterRefusal = (
  domain: string,
  wait: number,
  error: string | undefined
): Result.Result<number, TokenDeliveryFailed> => {
  switch (error) {
    case "authorization_pending":
      return Result.succeed(wait)
    case "slow_down":
      return Result.succeed(wait + 5)
    case "expired_token":
      return Result.fail(undelivered(domain, "expired", error))
    case "access_denied":
      return Result.fail(undelivered(domain, "denied", error))
    default:
      return Result.fail(undelivered(domain, "refused", error))
  }
}

/** Makes the failure of a device flow. */
export const undelivered = (
  domain: string,
  reason: TokenDeliveryFailed["reason"],
  error?: string
): TokenDeliveryFailed =>
  new TokenDeliveryFailed({
    domain,
    reason,
    ...(error === undefined ? {} : { error }),
    message: `The account of ${domain} was not linked: ${advice[reason]}`
  })

const advice: Readonly<Record<TokenDeliveryFailed["reason"], string>> = {
  expired: "the code was not entered in time. Start again.",
  denied: "the user refused. Start again to link it all the same.",
  refused:
    "the provider refused the device's code. Start again; if that fails too, check the client id and secret.",
  unavailable: "the provider cannot be reached. Start again later.",
  unusable: "the provider answered with something else than a token. Check the token URL."
}
