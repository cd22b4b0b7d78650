/** The accounts that users linked. */
import { Context, Effect, Layer, Ref } from "effect"
import { SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import { AccountAlreadyLinked, AccountNotFound } from "../domain/AccountError.ts"
import { LinkedAccount, updateAccount } from "../domain/LinkedAccount.ts"
import type { AccountUpdate } from "../domain/LinkedAccount.ts"

type NewAccount = Omit<typeof LinkedAccount.Type, "id">

/**
 * Service that stores linked accounts. `create` refuses a second account of one integration with the same
 * `uniqueId`, however many flows try at once; `update` writes the change before it returns, and a new token ends the
 * refusal of the one before.
 *
 * @category services
 * @since 0.1.0
 */
export class LinkedAccounts extends Context.Service<
  LinkedAccounts,
  {
    readonly create: (account: NewAccount) => Effect.Effect<LinkedAccount, AccountAlreadyLinked>
    readonly get: (accountId: string) => Effect.Effect<LinkedAccount, AccountNotFound>
    readonly list: Effect.Effect<ReadonlyArray<LinkedAccount>>
    readonly update: (
      accountId: string,
      update: AccountUpdate
    ) => Effect.Effect<LinkedAccount, AccountNotFound>
    readonly remove: (accountId: string) => Effect.Effect<void, AccountNotFound>
  }
>()("@application-credentials/sdk/services/LinkedAccounts") {
  /** Keeps the accounts in memory. */
  static readonly layerMemory: Layer.Layer<LinkedAccounts, never, SecureRandom.SecureRandom> = Layer.effect(
    LinkedAccounts,
    Effect.suspend(() => make)
  )
}

type Accounts = ReadonlyMap<string, LinkedAccount>

const make = Effect.gen(function* () {
  const random = yield* SecureRandom.SecureRandom
  const accounts = yield* Ref.make<Accounts>(new Map())

  const create = Effect.fn("LinkedAccounts.create")(function* (account: NewAccount) {
    const id = Base64Url.encode(yield* random.randomBytes(16))
    const created = new LinkedAccount({ ...account, id })
    const twin = yield* Ref.modify(accounts, (all): [LinkedAccount | undefined, Accounts] => {
      const twin = findTwin(all, created)
      return twin === undefined ? [undefined, new Map(all).set(id, created)] : [twin, all]
    })
    return twin === undefined ? created : yield* alreadyLinked(twin)
  })

  const get = Effect.fn("LinkedAccounts.get")(function* (accountId: string) {
    return (yield* Ref.get(accounts)).get(accountId) ?? (yield* notFound(accountId))
  })

  const update = Effect.fn("LinkedAccounts.update")(function* (accountId: string, update: AccountUpdate) {
    const updated = yield* Ref.modify(accounts, (all): [LinkedAccount | undefined, Accounts] => {
      const account = all.get(accountId)
      if (account === undefined) return [undefined, all]
      const next = updateAccount(account, update)
      return [next, new Map(all).set(accountId, next)]
    })
    return updated ?? (yield* notFound(accountId))
  })

  const remove = Effect.fn("LinkedAccounts.remove")(function* (accountId: string) {
    yield* get(accountId)
    yield* Ref.update(accounts, (all) => new Map([...all].filter(([id]) => id !== accountId)))
  })

  const list = Effect.map(Ref.get(accounts), (all) => [...all.values()])

  return LinkedAccounts.of({ create, get, list, update, remove })
})

const findTwin = (accounts: Accounts, account: LinkedAccount): LinkedAccount | undefined =>
  account.uniqueId === undefined
    ? undefined
    : [...accounts.values()].find(
        (other) => other.domain === account.domain && other.uniqueId === account.uniqueId
      )

const alreadyLinked = (twin: LinkedAccount): AccountAlreadyLinked =>
  new AccountAlreadyLinked({
    accountId: twin.id,
    message: `This account is linked already, as "${twin.title}".`
  })

const notFound = (accountId: string): AccountNotFound =>
  new AccountNotFound({ accountId, message: `There is no linked account ${accountId}.` })
