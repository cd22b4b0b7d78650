/** Records in memory, found by index. */
import { Effect, Option, Struct } from "effect"
import type { Collection, Records } from "./Collection.ts"

/**
 * Makes an empty collection in memory. An index is made when it is first asked for, and kept from then on: `find` takes
 * as long as what it finds, whatever the number of records.
 */
export const makeMemoryRecords = <A, Column extends string>(
  collection: Collection<A, Column>
): Records<A, Column> => {
  const entries = new Map<string, Entry<A>>()
  const indexes = new Map<string, Index<A>>()
  let added = 0

  const indexOf = (columns: ReadonlyArray<Column>): Index<A> => {
    const name = columns.join()
    const index =
      indexes.get(name) ??
      makeIndex<A>(entries.values(), (record) => {
        const all = collection.columnsOf(record)
        return columns.map((column) => all[column])
      })
    indexes.set(name, index)
    return index
  }

  const drop = (id: string): Entry<A> | undefined => {
    const entry = entries.get(id)
    if (entry !== undefined) for (const index of indexes.values()) index.remove(entry)
    return entry
  }

  const put = (record: A) => {
    const id = collection.idOf(record)
    const entry = { record, position: drop(id)?.position ?? added++ }
    entries.set(id, entry)
    for (const index of indexes.values()) index.add(entry)
  }

  const remove = (id: string) => {
    drop(id)
    entries.delete(id)
  }

  return {
    get: (id) => Effect.sync(() => Option.fromUndefinedOr(entries.get(id)?.record)),
    list: Effect.sync(() => Array.from(entries.values(), ({ record }) => record)),
    find: (where) => Effect.sync(() => indexOf(Struct.keys(where)).find(Object.values(where))),
    put: (records) => Effect.sync(() => records.forEach(put)),
    remove: (id) => Effect.sync(() => remove(id)),
    removeExpired: (now) =>
      Effect.sync(() => {
        const { expiryOf } = collection
        if (expiryOf === undefined) return
        for (const [id, { record }] of entries) if (expiryOf(record) <= now) remove(id)
      })
  }
}

interface Entry<A> {
  readonly record: A
  readonly position: number
}

interface Index<A> {
  readonly add: (entry: Entry<A>) => void
  readonly remove: (entry: Entry<A>) => void
  readonly find: (values: ReadonlyArray<unknown>) => ReadonlyArray<A>
}

const makeIndex = <A>(
  entries: Iterable<Entry<A>>,
  valuesOf: (record: A) => ReadonlyArray<string | undefined>
): Index<A> => {
  const buckets = new Map<string, Set<Entry<A>>>()
  const index: Index<A> = {
    add: (entry) => {
      const key = JSON.stringify(valuesOf(entry.record))
      buckets.set(key, (buckets.get(key) ?? new Set()).add(entry))
    },
    remove: (entry) => {
      const key = JSON.stringify(valuesOf(entry.record))
      const bucket = buckets.get(key)
      bucket?.delete(entry)
      if (bucket?.size === 0) buckets.delete(key)
    },
    find: (values) =>
      [...(buckets.get(JSON.stringify(values)) ?? [])]
        .toSorted((a, b) => a.position - b.position)
        .map(({ record }) => record)
  }
  for (const entry of entries) index.add(entry)
  return index
}
