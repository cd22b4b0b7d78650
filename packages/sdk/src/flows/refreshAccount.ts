/** One try to refresh an account's token. */
import { Effect, Equal } from "effect"
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
 * The new token is stored before it is given. One that cannot be stored now is stored the next time, in place of another
 * refresh. A refusal by the provider begins a re-authentication and is stored, so that the token is not sent again.
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
  const unstored = new Map<string, { readonly after: Token; readonly token: Token }>()

  const request = Effect.fnUntraced(function* ({ domain, authImplementation, token }: LinkedAccount) {
    const implementation = yield* implementations.find(domain, authImplementation)
    return yield* implementation.refresh(token)
  }, withModuleServices)

  const renew = Effect.fnUntraced(function* (account: LinkedAccount) {
    const { id, token: after } = account
    const earlier = unstored.get(id)
    const token =
      earlier !== undefined && Equal.equals(earlier.after, after) ? earlier.token : yield* request(account)
    unstored.set(id, { after, token })
    yield* accounts.update(id, { token })
    unstored.delete(id)
    return token
  })

  const refuse = Effect.fnUntraced(function* (account: LinkedAccount, refusal: ReauthenticationRequired) {
    const { id: accountId, domain } = account
    yield* tellRefused(account)
    yield* flow.start({ domain, source: { type: "reauth", accountId } })
    yield* accounts.update(accountId, { refusal })
    return yield* refusal
  })

  const credentialOf = ({ domain, authImplementation: authDomain }: LinkedAccount) =>
    credentials.find({ domain, authDomain })

  // What was refused with a secret that was replaced meanwhile is asked for with the next.
  const attempt = Effect.fnUntraced(function* (
    account: LinkedAccount
  ): Effect.fn.Return<Token, SessionError> {
    const used = yield* credentialOf(account)
    return yield* tellRefresh(account, renew(account)).pipe(
      Effect.catchTag("ReauthenticationRequired", (refusal) =>
        Effect.flatMap(credentialOf(account), (latest) =>
          Equal.equals(latest, used) ? refuse(account, refusal) : attempt(account)
        )
      )
    )
  })

  return Effect.fn("OAuth2Session.refreshAccount")(
    function* (accountId: string, seen: Token): Effect.fn.Return<Token, SessionError> {
      const account = yield* accounts.get(accountId)
      if (!Equal.equals(account.token, seen)) return account.token
      if (account.refusal !== undefined) return yield* account.refusal
      return yield* attempt(account)
    },
    (refresh, accountId) => withLock(accountId)(refresh)
  )
})
