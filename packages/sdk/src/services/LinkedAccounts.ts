/** The accounts that users linked. */
import { Context, Effect, Equal, Layer, Option } from "effect"
import { SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { AccountAlreadyLinked, AccountNotFound } from "../domain/AccountError.ts"
import type { CredentialNotFound } from "../domain/AccountError.ts"
import { LinkedAccount, updateAccount } from "../domain/LinkedAccount.ts"
import type { AccountUpdate } from "../domain/LinkedAccount.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { Token } from "../domain/Token.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import { credentialNotFound } from "./CredentialRules.ts"
import { Storage } from "./Storage.ts"

/**
 * Holds what a new account is made of. `credentialId` is the credential that it was linked with, where it was one.
 *
 * @category models
 * @since 0.1.0
 */
export type NewAccount = Omit<typeof LinkedAccount.Type, "id"> & {
  readonly credentialId?: string | undefined
}

/**
 * Service that stores linked accounts.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices, LinkedAccounts, Storage, Token } from "@application-credentials/sdk"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const accessToken = Redacted.make("my-access-token")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3_600, expiresAt: 4_102_444_800 })
 * const account = { domain: "acme", title: "Ada", authImplementation: "acme", uniqueId: "ada", token }
 *
 * const program = Effect.gen(function* () {
 *   const accounts = yield* LinkedAccounts
 *   const { id } = yield* accounts.create(account)
 *   assert.equal((yield* accounts.get(id)).title, "Ada")
 *   assert.equal((yield* Effect.flip(accounts.create(account)))._tag, "AccountAlreadyLinked")
 * })
 * const layer = LinkedAccounts.layer.pipe(Layer.provide([Storage.layerMemory, layerModuleServices]))
 * await Effect.runPromise(Effect.provide(program, layer))
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class LinkedAccounts extends Context.Service<
  LinkedAccounts,
  {
    /**
     * Stores a new account. Refuses a second one of the same integration with the same `uniqueId`, however many flows try at
     * once, and one whose credential was deleted meanwhile.
     */
    readonly create: (
      account: NewAccount
    ) => Effect.Effect<LinkedAccount, AccountAlreadyLinked | CredentialNotFound | StorageError>
    /** Gives the account with an id. */
    readonly get: (accountId: string) => Effect.Effect<LinkedAccount, AccountNotFound | StorageError>
    /** Gives all accounts. */
    readonly list: Effect.Effect<ReadonlyArray<LinkedAccount>, StorageError>
    /** Gives an integration's accounts. */
    readonly forDomain: (domain: string) => Effect.Effect<ReadonlyArray<LinkedAccount>, StorageError>
    /**
     * Changes an account, and returns once the change is stored. A new token ends the refusal of the one before. If `of` is given
     * and the account has another token by then, nothing is changed, and the account is given as it is.
     */
    readonly update: (
      accountId: string,
      update: AccountUpdate,
      of?: Token
    ) => Effect.Effect<LinkedAccount, AccountNotFound | StorageError>
    /** Changes an account because it was linked again. Refuses what `create` refuses. */
    readonly relink: (
      accountId: string,
      update: AccountUpdate & { readonly credentialId?: string | undefined }
    ) => Effect.Effect<
      LinkedAccount,
      AccountNotFound | AccountAlreadyLinked | CredentialNotFound | StorageError
    >
    /** Removes an account. */
    readonly remove: (accountId: string) => Effect.Effect<void, AccountNotFound | StorageError>
  }
>()("@application-credentials/sdk/services/LinkedAccounts") {
  /** Keeps the accounts in storage. */
  static readonly layer: Layer.Layer<LinkedAccounts, never, SecureRandom.SecureRandom | Storage> =
    Layer.effect(
      LinkedAccounts,
      Effect.suspend(() => make)
    )
}

const make = Effect.gen(function* () {
  const random = yield* SecureRandom.SecureRandom
  const { accounts, atomically, credentials } = yield* Storage

  const get = Effect.fn("LinkedAccounts.get")(function* (accountId: string) {
    const account = yield* accounts.get(accountId)
    return Option.isSome(account) ? account.value : yield* notFound(accountId)
  })

  const putLinked = Effect.fnUntraced(function* (account: LinkedAccount, credentialId: string | undefined) {
    const { domain, uniqueId } = account
    const same = uniqueId === undefined ? [] : yield* accounts.find({ domain, uniqueId })
    const twin = same.find(({ id }) => id !== account.id)
    if (twin !== undefined) return yield* alreadyLinked(twin)
    if (credentialId !== undefined && Option.isNone(yield* credentials.get(credentialId))) {
      return yield* credentialNotFound(credentialId)
    }
    yield* accounts.put([account])
    return account
  })

  const create = Effect.fn("LinkedAccounts.create")(function* ({ credentialId, ...account }: NewAccount) {
    const id = Base64Url.encode(yield* random.randomBytes(16))
    return yield* putLinked(new LinkedAccount({ ...account, id }), credentialId).pipe(
      atomically(nameOf(id), ...linkNames(account, credentialId))
    )
  })

  const updateNow = Effect.fnUntraced(function* (accountId: string, update: AccountUpdate, of?: Token) {
    const account = yield* get(accountId)
    if (of !== undefined && !Equal.equals(account.token, of)) return account
    const updated = updateAccount(account, update)
    yield* accounts.put([updated])
    return updated
  })

  const update = Effect.fn("LinkedAccounts.update")((accountId: string, update: AccountUpdate, of?: Token) =>
    updateNow(accountId, update, of).pipe(atomically(nameOf(accountId)))
  )

  const relink = Effect.fn("LinkedAccounts.relink")(function* (
    accountId: string,
    { credentialId, ...update }: AccountUpdate & { readonly credentialId?: string | undefined }
  ) {
    const { domain } = yield* get(accountId)
    return yield* get(accountId).pipe(
      Effect.flatMap((account) => putLinked(updateAccount(account, update), credentialId)),
      atomically(nameOf(accountId), ...linkNames({ ...update, domain }, credentialId))
    )
  })

  const remove = Effect.fn("LinkedAccounts.remove")((accountId: string) =>
    Effect.andThen(get(accountId), accounts.remove(accountId)).pipe(atomically(nameOf(accountId)))
  )

  const forDomain = Effect.fn("LinkedAccounts.forDomain")((domain: string) => accounts.find({ domain }))

  return LinkedAccounts.of({ create, get, list: accounts.list, forDomain, update, relink, remove })
})

const nameOf = (accountId: string): string => recordName(collections.accounts, accountId)

/** What an account must be alone with while it is linked: its identity, and the credential that must not go meanwhile. */
const linkNames = (
  { domain, uniqueId }: { readonly domain: string; readonly uniqueId?: string | undefined },
  credentialId: string | undefined
): ReadonlyArray<string> => [
  ...(uniqueId === undefined ? [] : [nameOf(JSON.stringify([domain, uniqueId]))]),
  ...(credentialId === undefined ? [] : [recordName(collections.credentials, credentialId)])
]

const alreadyLinked = (twin: LinkedAccount): AccountAlreadyLinked =>
  new AccountAlreadyLinked({
    accountId: twin.id,
    message: `This account is linked already, as "${twin.title}".`
  })

const notFound = (accountId: string): AccountNotFound =>
  new AccountNotFound({ accountId, message: `There is no linked account ${accountId}.` })
