/** The records of one collection in one file. */
import { Effect, Option, Predicate, Result } from "effect"
import { StorageUnreadable } from "../../domain/StorageError.ts"
import type { DecryptionFailed, EncryptionKeyMissing, StorageError } from "../../domain/StorageError.ts"
import type { Collection, Records } from "../../services/Collection.ts"
import { makeMemoryRecords } from "../../services/MemoryRecords.ts"
import type { JsonMembers, RecordCodec } from "../../services/RecordCodec.ts"
import type { StorageFile } from "./StorageFile.ts"
import type { StoreContent } from "./StoreContent.ts"

/**
 * Makes a collection whose records are the items of a file. They are read when the file has changed, and found in memory
 * until then. Every change writes the file whole, and leaves what this package does not know as it was, in the file and
 * in its items. An item that cannot be read, or has the id of another, is logged and set aside: the rest works, and it
 * stays in the file. Whoever asks for its id gets an error that says what is wrong.
 */
export const makeFileRecords = <A, Column extends string>(
  file: StorageFile,
  collection: Collection<A, Column>,
  codec: RecordCodec<A>
): Records<A, Column> => {
  let last: Loaded<A, Column> | undefined

  const load = Effect.gen(function* () {
    const version = yield* file.version
    if (last?.version === version) return last
    const content = yield* file.read
    const items = new Map<string, JsonMembers>()
    const aside: Array<SetAside> = []
    const decoded: Array<A> = []
    for (const [index, item] of content.data.items.entries()) {
      const place = placeOf(file.path, index, item[collection.idMember])
      const read = yield* setAsideUnread(codec.decode(item, place), item)
      if (Result.isFailure(read)) aside.push(read.failure)
      else if (items.has(collection.idOf(read.success))) aside.push({ item, error: sameId(place) })
      else {
        items.set(collection.idOf(read.success), item)
        decoded.push(read.success)
      }
    }
    const records = makeMemoryRecords(collection)
    yield* records.put(decoded)
    yield* Effect.forEach(aside, ({ error }) => Effect.logError(`A record is set aside: ${error.message}`), {
      discard: true
    })
    last = { version, content, items, aside, records }
    return last
  })

  const get = Effect.fnUntraced(function* (id: string) {
    const { aside, records } = yield* load
    const found = yield* records.get(id)
    const unread = aside.find(({ item }) => item[collection.idMember] === id)
    return Option.isNone(found) && unread !== undefined ? yield* Effect.fail(unread.error) : found
  })

  // The file comes first: whatever is found in memory is on the disk.
  const save = Effect.fnUntraced(function* (
    loaded: Loaded<A, Column>,
    items: ReadonlyMap<string, JsonMembers>,
    remember: Effect.Effect<void, StorageError>
  ) {
    const all = [...items.values(), ...loaded.aside.map(({ item }) => item)]
    const content = { ...loaded.content, data: { ...loaded.content.data, items: all } }
    const version = yield* file.write(content)
    yield* remember
    last = { ...loaded, version, content, items }
  })

  const put = Effect.fnUntraced(function* (records: ReadonlyArray<A>) {
    const loaded = yield* load
    const items = new Map(loaded.items)
    for (const record of records) {
      const id = collection.idOf(record)
      const known = yield* codec.encode(record)
      items.set(id, { ...withoutStale(items.get(id), known), ...known })
    }
    yield* save(loaded, items, loaded.records.put(records))
  }, Effect.uninterruptible)

  const removeAll = Effect.fnUntraced(function* (ids: ReadonlyArray<string>) {
    const loaded = yield* load
    const items = new Map(loaded.items)
    if (ids.filter((id) => items.delete(id)).length === 0) return
    yield* save(loaded, items, Effect.forEach(ids, loaded.records.remove, { discard: true }))
  }, Effect.uninterruptible)

  const removeExpired = Effect.fnUntraced(function* (now: number) {
    const { expiryOf } = collection
    if (expiryOf === undefined) return
    const all = yield* (yield* load).records.list
    yield* removeAll(all.filter((record) => expiryOf(record) <= now).map(collection.idOf))
  })

  const withoutStale = (item: JsonMembers | undefined, known: JsonMembers): JsonMembers =>
    Object.fromEntries(
      Object.entries(item ?? {}).filter(([name]) => Object.hasOwn(known, name) || !codec.members.has(name))
    )

  return {
    get,
    list: Effect.flatMap(load, ({ records }) => records.list),
    find: (where) => Effect.flatMap(load, ({ records }) => records.find(where)),
    put,
    remove: (id) => removeAll([id]),
    removeExpired
  }
}

interface Loaded<A, Column extends string> {
  readonly version: string
  readonly content: StoreContent
  readonly items: ReadonlyMap<string, JsonMembers>
  readonly aside: ReadonlyArray<SetAside>
  readonly records: Records<A, Column>
}

/** An item that is left as it is, and why. */
interface SetAside {
  readonly item: JsonMembers
  readonly error: StorageUnreadable | DecryptionFailed
}

// A key that is not configured is missing for all records alike: that is for the operator to fix first.
const setAsideUnread = <A>(
  decoded: ReturnType<RecordCodec<A>["decode"]>,
  item: JsonMembers
): Effect.Effect<Result.Result<A, SetAside>, EncryptionKeyMissing> =>
  decoded.pipe(
    Effect.map(Result.succeed),
    Effect.catchTag(["StorageUnreadable", "DecryptionFailed"], (error) =>
      Effect.succeed(Result.fail({ item, error }))
    )
  )

const placeOf = (path: string, index: number, id: unknown): string =>
  `${path}, item ${index + 1}${Predicate.isString(id) ? ` (${JSON.stringify(id.slice(0, 100))})` : ""},`

const sameId = (place: string): StorageUnreadable =>
  new StorageUnreadable({
    location: place,
    message: `${place} has the id of another. Give it one of its own, or remove it.`
  })
