/** One try to refresh an account's token. */
import { Effect, Equal, Schedule } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { Token } from "../domain/Token.ts"
import type { ReauthenticationRequired } from "../domain/TokenRequestError.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Implementations } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { captureModuleServices } from "../services/ModuleServices.ts"
import { LinkingFlow } from "./LinkingFlow.ts"
import { tellRefresh, tellRefused } from "./RefreshTelemetry.ts"
import type { SessionError } from "./SessionError.ts"

/**
 * Makes a function that refreshes an account's token, alone among all that share the storage. Where the token is another
 * than `seen` already, nothing is sent and that one is given.
 *
 * The new token is stored before it is given. Where storage does not take it, that is tried for half a minute, and then
 * once each next time, in place of another refresh. It is not stored over a token that is there meanwhile. A refusal by
 * the provider begins a re-authentication and is stored, so that the token is not sent again.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14
 * @category constructors
 * @since 0.1.0
 */
export const makeRefreshAccount = Effect.gen(function* () {
  const withModuleServices = yield* captureModuleServices
  const { withLock } = yield* AccountLock
  const accounts = yield* LinkedAccounts
  const credentials = yield* CredentialStore
  const flow = yield* LinkingFlow
  const implementations = yield* Implementations
  const unstored = new Map<string, Rotation>()

  const request = Effect.fnUntraced(function* ({ domain, authImplementation, token }: LinkedAccount) {
    const implementation = yield* implementations.find(domain, authImplementation)
    return yield* implementation.refresh(token)
  }, withModuleServices)

  // Where the lock broke meanwhile, another process may have stored a token of its own: that one counts.
  const store = Effect.fnUntraced(function* (accountId: string, { after, token }: Rotation) {
    const stored = yield* accounts.update(accountId, { token }, after)
    unstored.delete(accountId)
    return stored.token
  })

  const renew = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { id, token: after } = account
    const earlier = unstored.get(id)
    if (earlier !== undefined && Equal.equals(earlier.after, after)) return yield* store(id, earlier)
    const rotation = { after, token: yield* request(account) }
    unstored.set(id, rotation)
    return yield* Effect.retry(store(id, rotation), untilStored)
  })

  const refuse = Effect.fnUntraced(function* (account: LinkedAccount, refusal: ReauthenticationRequired) {
    const { id: accountId, domain, token } = account
    yield* tellRefused(account)
    yield* flow.start({ domain, source: { type: "reauth", accountId } })
    yield* accounts.update(accountId, { refusal }, token)
    return yield* refusal
  })

  const credentialOf = ({ domain, authImplementation: authDomain }: LinkedAccount) =>
    credentials.find({ domain, authDomain })

  // What was refused with a token or a secret that was replaced meanwhile is asked for with the next.
  const refreshFrom = Effect.fnUntraced(function* (
    accountId: string,
    seen: Token
  ): Effect.fn.Return<Token, SessionError> {
    const account = yield* accounts.get(accountId)
    if (account.refusal !== undefined) return yield* account.refusal
    if (!Equal.equals(account.token, seen)) return account.token
    const used = yield* credentialOf(account)
    const isLatest = Effect.gen(function* () {
      const { token } = yield* accounts.get(accountId)
      return Equal.equals(token, seen) && Equal.equals(yield* credentialOf(account), used)
    })
    return yield* tellRefresh(account, renew(account)).pipe(
      Effect.catchTag("ReauthenticationRequired", (refusal) =>
        Effect.flatMap(isLatest, (latest) =>
          latest ? refuse(account, refusal) : refreshFrom(accountId, seen)
        )
      )
    )
  })

  return Effect.fn("OAuth2Session.refreshAccount")(refreshFrom, (refresh, accountId) =>
    withLock(accountId)(refresh)
  )
})

/** A token, and the one that it follows. */
interface Rotation {
  readonly after: Token
  readonly token: Token
}

/** How long storing a token is tried: as long as a request may take. */
const untilStored = {
  schedule: Schedule.min([Schedule.exponential("100 millis"), Schedule.spaced("1 second")]).pipe(
    Schedule.upTo({ duration: "30 seconds" })
  ),
  while: ({ _tag }: { readonly _tag: string }) => _tag === "StorageUnavailable"
}
