/** A valid token on demand. */
import { Clock, Context, Effect, Layer } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { Token } from "../domain/Token.ts"
import type { AccountLock } from "../services/AccountLock.ts"
import type { Implementations } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { LinkingFlow } from "./LinkingFlow.ts"
import { makeRefreshAccount } from "./refreshAccount.ts"
import { makeRefreshBreaks } from "./RefreshBreaks.ts"
import { RefreshPolicy, retrySchedule } from "./RefreshPolicy.ts"
import type { SessionError } from "./SessionError.ts"
import { makeSingleFlight } from "./SingleFlight.ts"
import { makeToItsEnd } from "./toItsEnd.ts"

/**
 * Service that gives a linked account's token, refreshed where it must be.
 *
 * `validToken` refreshes a token that expires within the policy's margin. `refresh` refreshes whatever the expiry says:
 * `rejected` is the token that the provider answered 401 to, and where the account has another meanwhile, that one is
 * given.
 *
 * Of any number of calls for one account at once, one refresh is sent and all get its token; `AccountLock` sees to it
 * that this holds for every process that shares the storage. The new token is stored before anyone gets it, and also
 * when every caller has gone away meanwhile, as a rotated refresh token that is lost cannot be had again. Failures of the
 * token endpoint are retried as `RefreshPolicy` says.
 *
 * A refusal of the token begins a re-authentication, once. From then on both fail with it, and nothing is sent, until the
 * account is linked again or the secret of its credential is replaced.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2Session
 * @category services
 * @since 0.1.0
 */
export class OAuth2Session extends Context.Service<
  OAuth2Session,
  {
    readonly validToken: (accountId: string) => Effect.Effect<Token, SessionError>
    readonly refresh: (accountId: string, rejected?: Token) => Effect.Effect<Token, SessionError>
  }
>()("@application-credentials/sdk/flows/OAuth2Session") {
  /** Knows of the refreshes that run in this process. Closing it waits for those that were sent. */
  static readonly layer: Layer.Layer<
    OAuth2Session,
    never,
    AccountLock | ModuleServices | Implementations | LinkedAccounts | LinkingFlow
  > = Layer.effect(
    OAuth2Session,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const policy = yield* RefreshPolicy
  const accounts = yield* LinkedAccounts
  const refreshAccount = yield* makeRefreshAccount
  const toItsEnd = yield* makeToItsEnd
  const singleFlight = yield* makeSingleFlight<Token, SessionError>()
  const breaks = makeRefreshBreaks()

  const renew = (accountId: string, seen: Token) =>
    singleFlight(
      accountId,
      toItsEnd(refreshAccount(accountId, seen)).pipe(
        Effect.retry(retrySchedule(policy)),
        breaks.keep(accountId)
      )
    )

  const usable = Effect.fnUntraced(function* ({ token, refusal }: LinkedAccount) {
    if (refusal !== undefined) return yield* refusal
    const now = (yield* Clock.currentTimeMillis) / 1_000
    return token.isValid(now, policy.expirySkew) ? token : undefined
  })

  const validToken = Effect.fn("OAuth2Session.validToken")(function* (accountId: string) {
    const account = yield* accounts.get(accountId)
    return (yield* usable(account)) ?? (yield* renew(accountId, account.token))
  })

  const refresh = Effect.fn("OAuth2Session.refresh")(function* (accountId: string, rejected?: Token) {
    const seen = rejected ?? (yield* accounts.get(accountId)).token
    return yield* renew(accountId, seen)
  })

  return OAuth2Session.of({ validToken, refresh })
})
