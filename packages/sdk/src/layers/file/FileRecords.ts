/** The records of one collection in one file. */
import { Array, Effect } from "effect"
import type { StorageError } from "../../domain/StorageError.ts"
import type { Collection, Records } from "../../services/Collection.ts"
import { makeMemoryRecords } from "../../services/MemoryRecords.ts"
import type { JsonMembers, RecordCodec } from "../../services/RecordCodec.ts"
import type { StorageFile } from "./StorageFile.ts"
import type { StoreContent } from "./StoreContent.ts"

/**
 * Makes a collection whose records are the items of a file. They are read when the file has changed, and found in memory
 * until then. Every change writes the file whole, and leaves what this package does not know as it was, in the file and
 * in its items.
 *
 * @category constructors
 * @since 0.1.0
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
    const decoded = yield* Effect.forEach(content.data.items, (item, index) =>
      codec.decode(item, `${file.path}, item ${index + 1},`)
    )
    const records = makeMemoryRecords(collection)
    yield* records.put(decoded)
    const items = new Map(Array.zip(decoded.map(collection.idOf), content.data.items))
    last = { version, content, items, records }
    return last
  })

  // The file comes first: whatever is found in memory is on the disk.
  const save = Effect.fnUntraced(function* (
    loaded: Loaded<A, Column>,
    items: ReadonlyMap<string, JsonMembers>,
    remember: Effect.Effect<void, StorageError>
  ) {
    const content = { ...loaded.content, data: { ...loaded.content.data, items: [...items.values()] } }
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
    get: (id) => Effect.flatMap(load, ({ records }) => records.get(id)),
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
  readonly records: Records<A, Column>
}
