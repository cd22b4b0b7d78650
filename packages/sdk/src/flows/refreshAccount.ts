/** One try to refresh an account's token. */
import { Duration, Effect, Equal, Schedule } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { Token } from "../domain/Token.ts"
import { isUnclear, ReauthenticationRequired } from "../domain/TokenRequestError.ts"
import type { Unclear } from "../domain/TokenRequestError.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import { Implementations } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { captureModuleServices } from "../services/ModuleServices.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { LinkingFlow } from "./LinkingFlow.ts"
import { RefreshPolicy } from "./RefreshPolicy.ts"
import { reportRefresh, reportRefused } from "./RefreshTelemetry.ts"
import type { SessionError } from "./SessionError.ts"

/**
 * Makes a function that refreshes an account's token, alone among all that share the storage. Where the token is another
 * than `seen` already, nothing is sent and that one is given.
 *
 * The new token is stored before it is given. Where storage does not take it, that is tried for half a minute, and then
 * once each next time, in place of another refresh; where it has expired by then, it is refreshed in its turn. It is not
 * stored over a token that is there meanwhile, but kept beside it, and takes its place where that one is refused: whichever
 * the provider issued last is the one that counts.
 *
 * A refusal by the provider begins a re-authentication and is stored, so that the token is not sent again. So does an
 * answer of which it is unclear what it means, once that has continued for as long as the policy's patience. An
 * implementation that is gone begins a re-authentication too. One that was begun so, and waits for its user, ends where a
 * refresh succeeds; whoever else begins one knows why.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14
 */
export const makeRefreshAccount = Effect.gen(function* () {
  const withModuleServices = yield* captureModuleServices
  const policy = yield* RefreshPolicy
  const { withLock } = yield* AccountLock
  const accounts = yield* LinkedAccounts
  const credentials = yield* CredentialStore
  const flow = yield* LinkingFlow
  const implementations = yield* Implementations
  const pending = yield* PendingLinks
  const unstored = new Map<string, Rotation>()
  const spare = new Map<string, Token>()
  const undisturbed = new Set<string>()

  const request = Effect.fnUntraced(function* ({ domain, authImplementation, token }: LinkedAccount) {
    const implementation = yield* implementations.find(domain, authImplementation)
    return yield* implementation.refresh(token)
  }, withModuleServices)

  // Where the lock broke meanwhile, another process may have stored a token of its own: that one counts.
  const store = Effect.fnUntraced(function* (accountId: string, { after, token }: Rotation) {
    const stored = yield* accounts.update(accountId, { token }, after)
    unstored.delete(accountId)
    if (!Equal.equals(stored.token, token)) spare.set(accountId, token)
    return stored.token
  })

  const send = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { id, token: after } = account
    const rotation = { after, token: yield* request(account) }
    unstored.set(id, rotation)
    return yield* Effect.retry(store(id, rotation), untilStored)
  })

  const renew = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { id, token: after } = account
    const earlier = unstored.get(id)
    if (earlier === undefined || !Equal.equals(earlier.after, after)) return yield* send(account)
    const token = yield* store(id, earlier)
    return token.isValid(yield* epochSeconds, policy.expirySkew)
      ? token
      : yield* send(yield* accounts.get(id))
  })

  const askToLinkAgain = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { id: accountId, domain } = account
    undisturbed.delete(accountId)
    yield* reportRefused(account)
    yield* flow.start({ domain, source: { type: "reauth", accountId, cause: "refresh" } })
  })

  const refuse = Effect.fnUntraced(function* (account: LinkedAccount, refusal: ReauthenticationRequired) {
    yield* askToLinkAgain(account)
    yield* accounts.update(account.id, { refusal }, account.token)
    return yield* refusal
  })

  const doubt = Effect.fnUntraced(function* (account: LinkedAccount, error: Unclear) {
    const now = yield* epochSeconds
    const { id, unclearSince, token } = account
    if (unclearSince === undefined) yield* accounts.update(id, { unclearSince: now }, token)
    else if (now - unclearSince >= Duration.toSeconds(policy.patience))
      return yield* refuse(account, unclear(error))
    return yield* Effect.fail(error)
  })

  const isReauthOf = (accountId: string, { source, step }: PendingLink) =>
    step.id === "reauth_confirm" &&
    "accountId" in source &&
    source.accountId === accountId &&
    source.cause === "refresh"

  // Another process, or this one before it was begun anew, may have asked: each looks once.
  const endReauthentication = Effect.fnUntraced(function* (accountId: string) {
    if (undisturbed.has(accountId)) return
    const obsolete = (yield* pending.list).filter((link) => isReauthOf(accountId, link))
    yield* Effect.forEach(obsolete, ({ flowId }) => Effect.ignore(flow.cancel(flowId)), { discard: true })
    undisturbed.add(accountId)
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
    const goOn = Effect.fnUntraced(function* (refusal: ReauthenticationRequired) {
      if (!(yield* isLatest)) return yield* refreshFrom(accountId, seen)
      const other = spare.get(accountId)
      if (other === undefined || Equal.equals(other, seen)) return yield* refuse(account, refusal)
      spare.delete(accountId)
      const { token } = yield* accounts.update(accountId, { token: other }, seen)
      return yield* refreshFrom(accountId, token)
    })
    return yield* reportRefresh(account, renew(account)).pipe(
      Effect.tap(Effect.ignore(endReauthentication(accountId))),
      Effect.catch((error) => {
        if (error._tag === "ReauthenticationRequired") return goOn(error)
        if (isUnclear(error)) return doubt(account, error)
        if (error._tag !== "ImplementationUnknown") return Effect.fail(error)
        return Effect.andThen(askToLinkAgain(account), Effect.fail(error))
      })
    )
  })

  return Effect.fn("OAuth2Session.refreshAccount")(refreshFrom, (refresh, accountId) =>
    withLock(accountId)(refresh)
  )
})

const unclear = ({ domain, operation }: Unclear): ReauthenticationRequired =>
  new ReauthenticationRequired({
    domain,
    operation,
    reason: "unclear",
    message: `The provider of ${domain} has given no usable answer to the ${operation} for long. Link the account again; if that fails too, check the token URL.`
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
