/** Removes an account, and tells the provider. */
import { Effect } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { ImplementationUnknown } from "../domain/LinkError.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { Implementations } from "../services/Implementations.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { RevokeError } from "../services/OAuth2Implementation.ts"
import type { PendingLinks } from "../services/PendingLinks.ts"
import { endLinksOf } from "./endObsoleteLinks.ts"

/**
 * Names the failures of revoking a removed account's token. The account is gone all the same.
 *
 * @category errors
 * @since 0.1.0
 */
export type RevocationError =
  | ImplementationUnknown
  | ImplementationFailed
  | ImplementationsError
  | RevokeError

/**
 * Holds an account that was removed, and what became of its token at the provider: it was revoked, the provider offers
 * no revocation, or it failed.
 *
 * @category models
 * @since 0.1.0
 */
export interface RemovedAccount {
  readonly account: LinkedAccount
  readonly revocation:
    | { readonly type: "revoked" }
    | { readonly type: "unsupported" }
    | { readonly type: "failed"; readonly error: RevocationError }
}

/**
 * Removes an account. It waits until no refresh of the account runs, takes the account out of the store, ends its flows,
 * and asks the provider to revoke the token. The account is gone even if the provider does not revoke: `revocation` says
 * what became of the token.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   layerMemory,
 *   layerModuleServices,
 *   LinkedAccounts,
 *   removeAccount,
 *   Token
 * } from "@application-credentials/sdk"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const accessToken = Redacted.make("my-access-token")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3_600, expiresAt: 4_102_444_800 })
 *
 * const program = Effect.gen(function* () {
 *   const accounts = yield* LinkedAccounts
 *   const { id } = yield* accounts.create({
 *     domain: "acme",
 *     title: "Ada",
 *     authImplementation: "gone",
 *     token
 *   })
 *   const { revocation } = yield* removeAccount(id)
 *   assert.equal(revocation.type, "failed")
 *   assert.deepEqual(yield* accounts.list, [])
 * })
 * const instance = layerMemory({ integrations: [{ domain: "acme" }] })
 * await Effect.runPromise(Effect.provide(program, Layer.provideMerge(instance, layerModuleServices)))
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009
 * @category flows
 * @since 0.1.0
 */
export const removeAccount = Effect.fn("removeAccount")(function* (
  accountId: string
): Effect.fn.Return<
  RemovedAccount,
  AccountNotFound | StorageError,
  AccountLock | Implementations | LinkedAccounts | ModuleServices | PendingLinks
> {
  const accounts = yield* LinkedAccounts
  const { withLock } = yield* AccountLock
  const account = yield* accounts
    .get(accountId)
    .pipe(Effect.tap(accounts.remove(accountId)), withLock(accountId))
  yield* endLinksOf(accountId)
  const revocation = yield* Effect.catch(revoke(account), (error) =>
    Effect.succeed({ type: "failed", error } as const)
  )
  return { account, revocation }
})

const revoke = Effect.fnUntraced(function* ({ authImplementation, domain, token }: LinkedAccount) {
  const implementations = yield* Implementations
  const implementation = yield* implementations.find(domain, authImplementation)
  if (implementation.revoke === undefined) return { type: "unsupported" } as const
  yield* implementation.revoke(token)
  return { type: "revoked" } as const
})
