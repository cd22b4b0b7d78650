/** A valid token on demand. */
import { Clock, Context, Deferred, Effect, Equal, Layer } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { ImplementationUnknown } from "../domain/LinkError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { Token } from "../domain/Token.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { Implementations } from "../services/Implementations.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { captureModuleServices } from "../services/ModuleServices.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { TokenRequestError } from "../services/OAuth2Implementation.ts"

/**
 * Names the failures of getting a valid token. `ReauthenticationRequired` wants a flow with source `reauth`;
 * `TokenEndpointUnavailable`, `ImplementationUnavailable` and `StorageUnavailable` want another try later.
 *
 * @category errors
 * @since 0.1.0
 */
export type SessionError =
  | AccountNotFound
  | ImplementationUnknown
  | ImplementationsError
  | StorageError
  | TokenRequestError

/**
 * Service that gives a linked account's token, refreshed where it must be.
 *
 * `validToken` refreshes a token that expires within 20 s; `refresh` refreshes whatever the expiry says (the provider
 * answered 401). Of any number of calls for one account at once, one refresh is sent and all get its token; `AccountLock`
 * sees to it that this holds for every process that shares the storage. The new token is stored before anyone gets it,
 * and also when every caller has gone away meanwhile, as a rotated refresh token that is lost cannot be had again.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2Session
 * @category services
 * @since 0.1.0
 */
export class OAuth2Session extends Context.Service<
  OAuth2Session,
  {
    readonly validToken: (accountId: string) => Effect.Effect<Token, SessionError>
    readonly refresh: (accountId: string) => Effect.Effect<Token, SessionError>
  }
>()("@application-credentials/sdk/flows/OAuth2Session") {
  /** Knows of the refreshes that run in this process. */
  static readonly layerMemory: Layer.Layer<
    OAuth2Session,
    never,
    AccountLock | ModuleServices | Implementations | LinkedAccounts
  > = Layer.effect(
    OAuth2Session,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const withModuleServices = yield* captureModuleServices
  const { withLock } = yield* AccountLock
  const implementations = yield* Implementations
  const accounts = yield* LinkedAccounts
  const running = new Map<string, Deferred.Deferred<Token, SessionError>>()

  const renew = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { domain, authImplementation } = account
    const implementation = yield* withModuleServices(implementations.find(domain, authImplementation))
    const token = yield* withModuleServices(implementation.refresh(account.token))
    yield* accounts.update(account.id, { token })
    return token
  })

  const renewUnlessRenewed = Effect.fnUntraced(function* (seen: LinkedAccount) {
    const account = yield* accounts.get(seen.id)
    return Equal.equals(account.token, seen.token) ? yield* renew(account) : account.token
  })

  const run = Effect.fnUntraced(function* (
    seen: LinkedAccount,
    answer: Deferred.Deferred<Token, SessionError>
  ) {
    const exit = yield* Effect.exit(withLock(seen.id)(renewUnlessRenewed(seen)))
    running.delete(seen.id)
    yield* Deferred.done(answer, exit)
  })

  // Looking for a running refresh and announcing one is a single step, and no interruption comes between that and its
  // fiber, which belongs to no caller.
  const join = (seen: LinkedAccount) =>
    Effect.suspend(() => {
      const answer = running.get(seen.id)
      if (answer !== undefined) return Effect.succeed(answer)
      const announced = Deferred.makeUnsafe<Token, SessionError>()
      running.set(seen.id, announced)
      return Effect.as(Effect.forkDetach(Effect.interruptible(run(seen, announced))), announced)
    })

  const refreshSeen = (seen: LinkedAccount) =>
    Effect.flatMap(Effect.uninterruptible(join(seen)), Deferred.await)

  const validToken = Effect.fn("OAuth2Session.validToken")(function* (accountId: string) {
    const account = yield* accounts.get(accountId)
    const now = (yield* Clock.currentTimeMillis) / 1_000
    return account.token.isValid(now) ? account.token : yield* refreshSeen(account)
  })

  const refresh = Effect.fn("OAuth2Session.refresh")(function* (accountId: string) {
    return yield* refreshSeen(yield* accounts.get(accountId))
  })

  return OAuth2Session.of({ validToken, refresh })
})
