/** What is in a file of Home Assistant's storage. */
import { Effect, Schema } from "effect"
import { StorageUnreadable } from "../../domain/StorageError.ts"
import { parseLosslessly } from "./losslessJson.ts"

const Rest = Schema.Record(Schema.String, Schema.Unknown)

/**
 * Schema of a storage file of version 1, of any minor version, with whatever else is in it.
 *
 * @see homeassistant/helpers/storage.py, Store
 */
export const StoreContent = Schema.StructWithRest(
  Schema.Struct({
    version: Schema.Literal(1),
    key: Schema.String,
    data: Schema.StructWithRest(Schema.Struct({ items: Schema.Array(Rest) }), [Rest])
  }),
  [Rest]
)

/**
 * Holds what is in a storage file.
 */
export type StoreContent = typeof StoreContent.Type

/**
 * Makes the content of a file that is not there yet.
 */
export const emptyContent = (key: string): StoreContent => ({
  version: 1,
  minor_version: 1,
  key,
  data: { items: [] }
})

/**
 * Reads a file's content. The error says what is wrong and repeats nothing of it. An empty object counts as nothing, as
 * in Home Assistant.
 */
export const parseContent = Effect.fnUntraced(function* (path: string, key: string, bytes: Uint8Array) {
  const json = yield* Effect.try({
    try: () => parseLosslessly(decodeText(bytes)),
    catch: () => notJson(path)
  })
  if (isEmpty(json)) return emptyContent(key)
  if (!isStoreContent(json)) return yield* notAStore(path)
  return json.key === key ? json : yield* anotherStore(path, key)
})

// Bytes that are no UTF-8 are not guessed at, since the file is written again.
const decodeText = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)

// Told from others and not decoded: what is unknown of it is kept as it was, in its order.
const isStoreContent = Schema.is(StoreContent)

const isEmpty = (json: unknown): boolean => JSON.stringify(json) === "{}"

const notJson = (path: string) =>
  unreadable(path, "is not JSON: it was cut short, or edited by hand. Fix it, or restore it from a backup")

const notAStore = (path: string) =>
  unreadable(
    path,
    "is not a storage file of version 1, with version, key and data.items. Restore it from a backup, or use the version that wrote it"
  )

const anotherStore = (path: string, key: string) =>
  unreadable(path, `is the storage of something else: its key is not ${key}. Put the right file there`)

const unreadable = (path: string, what: string): StorageUnreadable =>
  new StorageUnreadable({ location: path, message: `${path} ${what}. It is not written to until then.` })
