/** A valid token on demand. */
import { Clock, Context, Effect, Equal, Fiber, Layer, Semaphore } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import { ImplementationUnknown } from "../domain/LinkError.ts"
import type { Token } from "../domain/Token.ts"
import { Implementations } from "../services/Implementations.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { captureModuleServices } from "../services/ModuleServices.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { TokenRequestError } from "../services/OAuth2Implementation.ts"

/**
 * Names the failures of getting a valid token. `ReauthenticationRequired` wants a flow with source `reauth`;
 * `TokenEndpointUnavailable` and `ImplementationUnavailable` want another try later.
 *
 * @category errors
 * @since 0.1.0
 */
export type SessionError = AccountNotFound | ImplementationUnknown | ImplementationsError | TokenRequestError

/**
 * Service that gives a linked account's token, refreshed where it must be.
 *
 * `validToken` refreshes a token that expires within 20 s; `refresh` refreshes whatever the expiry says (the provider
 * answered 401). Of any number of calls for one account at once, one refresh is sent and all get its token. The new
 * token is stored before anyone gets it, and also when every caller has gone away meanwhile, as a rotated refresh
 * token that is lost cannot be had again.
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
  /** Keeps one lock for each account, in this process. */
  static readonly layerMemory: Layer.Layer<
    OAuth2Session,
    never,
    ModuleServices | Implementations | LinkedAccounts
  > = Layer.effect(
    OAuth2Session,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const withModuleServices = yield* captureModuleServices
  const implementations = yield* Implementations
  const accounts = yield* LinkedAccounts
  const locks = new Map<string, Semaphore.Semaphore>()

  const lock = (accountId: string) =>
    Effect.sync(() => {
      const existing = locks.get(accountId)
      if (existing !== undefined) return existing
      const made = Semaphore.makeUnsafe(1)
      locks.set(accountId, made)
      return made
    })

  const renew = Effect.fnUntraced(function* (account: LinkedAccount) {
    const found = yield* withModuleServices(implementations.forDomain(account.domain))
    const implementation = found.get(account.authImplementation)
    if (implementation === undefined) return yield* unknownImplementation(account)
    const token = yield* withModuleServices(implementation.refresh(account.token))
    yield* accounts.update(account.id, { token })
    return token
  })

  const renewUnlessRenewed = Effect.fnUntraced(function* (seen: LinkedAccount) {
    const account = yield* accounts.get(seen.id)
    return Equal.equals(account.token, seen.token) ? yield* renew(account) : account.token
  })

  const refreshSeen = Effect.fnUntraced(function* (seen: LinkedAccount) {
    const semaphore = yield* lock(seen.id)
    const fiber = yield* Effect.forkDetach(semaphore.withPermit(renewUnlessRenewed(seen)))
    return yield* Fiber.join(fiber)
  })

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

const unknownImplementation = (account: LinkedAccount): ImplementationUnknown =>
  new ImplementationUnknown({
    domain: account.domain,
    implementation: account.authImplementation,
    message: `The credential that "${account.title}" was linked with is gone. Add it again, or link the account again.`
  })
