/** The linked accounts as config entries, and what becomes of them. */
import { Context, Effect, Layer, Option, PubSub, Semaphore, Stream } from "effect"
import type { Scope } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { OAuth2Session } from "../flows/OAuth2Session.ts"
import type { RefreshNews } from "../flows/OAuth2Session.ts"
import * as collections from "../services/Collection.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { Storage } from "../services/Storage.ts"
import { entryItem } from "./EntryItem.ts"
import type { EntryChangeItem, EntryItem } from "./EntryItem.ts"
import { forPeople } from "./forPeople.ts"

/**
 * Service that shows the linked accounts as config entries. What nobody sees, such as a new token, is no change.
 */
export class LiveEntries extends Context.Service<
  LiveEntries,
  {
    /** Gives all linked accounts, as config entries. */
    readonly list: Effect.Effect<ReadonlyArray<EntryItem>, StorageError>
    /** Gives the account with an id, as a config entry. */
    readonly get: (entryId: string) => Effect.Effect<EntryItem, AccountNotFound | StorageError>
    /** Gives an account that is at hand, as a config entry. */
    readonly show: (account: LinkedAccount) => Effect.Effect<EntryItem, StorageError>
    /** Asks for a valid token, and so finds out whether the account works. That it does not is no failure: its entry says so. */
    readonly reload: (entryId: string) => Effect.Effect<void, AccountNotFound | StorageError>
    /** Gives the entries that are there, and a stream of what this process changes about them, until the scope closes. */
    readonly subscribe: Effect.Effect<
      {
        readonly entries: ReadonlyArray<EntryItem>
        readonly changes: Stream.Stream<ReadonlyArray<EntryChangeItem>>
      },
      StorageError,
      Scope.Scope
    >
  }
>()("@application-credentials/sdk/http/LiveEntries") {
  /** Shows the accounts of the stores that it is given. */
  static readonly layer: Layer.Layer<
    LiveEntries,
    never,
    CredentialStore | LinkedAccounts | OAuth2Session | Storage
  > = Layer.effect(
    LiveEntries,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const accounts = yield* LinkedAccounts
  const credentials = yield* CredentialStore
  const session = yield* OAuth2Session
  const storage = yield* Storage
  const changed = yield* PubSub.unbounded<ReadonlyArray<EntryChangeItem>>()
  const oneByOne = yield* Semaphore.make(1)
  const away = new Map<string, string>()
  // What was sent to subscribers, once there was one.
  let told: Map<string, EntryItem> | undefined

  const makeShow = Effect.gen(function* () {
    const ids = new Map((yield* credentials.list).map((stored) => [nameOf(stored), stored.id]))
    return (account: LinkedAccount) =>
      entryItem(account, {
        credentialId: ids.get(nameOf({ ...account, implementationDomain: account.authImplementation })),
        away: away.get(account.id)
      })
  })

  const list = Effect.gen(function* () {
    const show = yield* makeShow
    return (yield* accounts.list).map(show)
  })

  const show = (account: LinkedAccount) => Effect.map(makeShow, (shown) => shown(account))

  const get = Effect.fn("LiveEntries.get")((entryId: string) => Effect.flatMap(accounts.get(entryId), show))

  const notify = Effect.fnUntraced(function* (entries: ReadonlyArray<EntryItem>, gone: Iterable<string>) {
    if (told === undefined) return
    const changes = [...changesFrom(told, entries, gone)]
    if (changes.length > 0) yield* PubSub.publish(changed, changes)
  })

  const notifyOf = (entryId: string) =>
    get(entryId).pipe(
      Effect.flatMap((entry) => notify([entry], [])),
      Effect.catchTag("AccountNotFound", () => notify([], [entryId]))
    )

  const notifyAll = Effect.gen(function* () {
    const entries = yield* list
    const there = new Set(entries.map(({ entry_id }) => entry_id))
    yield* notify(
      entries,
      [...(told?.keys() ?? [])].filter((id) => !there.has(id))
    )
  })

  const subscribe = Effect.gen(function* () {
    if (told === undefined) told = new Map()
    yield* notifyAll
    const changes = Stream.fromSubscription(yield* PubSub.subscribe(changed))
    return { entries: [...told.values()], changes }
  }).pipe(oneByOne.withPermits(1))

  const reload = Effect.fn("LiveEntries.reload")(function* (entryId: string) {
    yield* accounts.get(entryId)
    yield* Effect.matchEffect(session.validToken(entryId), {
      onFailure: (error) => noteRefresh({ accountId: entryId, error }),
      onSuccess: () => noteRefresh({ accountId: entryId })
    })
  })

  // What was refused or unclear, the account itself says.
  const noteRefresh = Effect.fnUntraced(function* ({ accountId, error }: RefreshNews) {
    const account = yield* Effect.option(accounts.get(accountId))
    const isNoted = Option.exists(
      account,
      (one) => one.refusal !== undefined || one.unclearSince !== undefined
    )
    if (error === undefined || isNoted) away.delete(accountId)
    else away.set(accountId, forPeople(error))
    yield* notifyOf(accountId)
  }, oneByOne.withPermits(1))

  const written = yield* storage.changes
  const changesOfRecords = Stream.filter(written, ({ collection }) => visible.has(collection)).pipe(
    Stream.map(({ collection, id }) =>
      (collection === collections.accounts.name ? notifyOf(id) : notifyAll).pipe(oneByOne.withPermits(1))
    )
  )

  const refreshed = yield* session.refreshes
  yield* Stream.merge(changesOfRecords, Stream.map(refreshed, noteRefresh)).pipe(
    Stream.runForEach(
      Effect.catch((error) => Effect.logWarning(`What becomes of accounts is not told: ${error.message}`))
    ),
    Effect.forkScoped
  )

  return LiveEntries.of({ list, get, show, reload, subscribe })
})

const visible = new Set([collections.accounts.name, collections.credentials.name])

/** What an account and the credential that it was linked with have in common. */
const nameOf = ({ domain, implementationDomain }: { domain: string; implementationDomain: string }): string =>
  JSON.stringify([domain, implementationDomain])

/** Brings what subscribers know up to date, and gives what is new to them. */
function* changesFrom(
  told: Map<string, EntryItem>,
  entries: ReadonlyArray<EntryItem>,
  gone: Iterable<string>
): Generator<EntryChangeItem> {
  for (const entry of entries) {
    const before = told.get(entry.entry_id)
    told.set(entry.entry_id, entry)
    if (before === undefined) yield { type: "added", entry }
    else if (JSON.stringify(before) !== JSON.stringify(entry)) yield { type: "updated", entry }
  }
  for (const id of gone) {
    const entry = told.get(id)
    told.delete(id)
    if (entry !== undefined) yield { type: "removed", entry }
  }
}
