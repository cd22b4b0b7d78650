/** Takes storage from one key to another. */
import { Array, Effect } from "effect"
import type { StorageError } from "../domain/StorageError.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import type { Collection, Records } from "./Collection.ts"
import { Storage } from "./Storage.ts"

/**
 * Writes everything that is stored again, as it is written from now on: with the newest key, or for the first time
 * encrypted, or not any more. After it the older keys are of no more use. The instance may continue meanwhile.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { mkdtemp, readFile, rm } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import {
 *   layerModuleServices,
 *   reencrypt,
 *   StateKey,
 *   Storage,
 *   StorageEncryption
 * } from "@application-credentials/sdk"
 * import { layerFileStorage } from "@application-credentials/sdk/file"
 * import { NodeServices } from "@effect/platform-node"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const folder = await mkdtemp(join(tmpdir(), "storage-"))
 * const runWith = <A, E>(keys: string, effect: Effect.Effect<A, E, Storage>) => {
 *   const encryption = StorageEncryption.layer(Redacted.make(keys))
 *   const layer = layerFileStorage({ folder }).pipe(
 *     Layer.provide([NodeServices.layer, encryption, layerModuleServices])
 *   )
 *   return Effect.runPromise(Effect.provide(effect, layer))
 * }
 * const keyOf = (year: string) => `${year}:${Buffer.alloc(32, year).toString("base64")}`
 * const key = Buffer.alloc(32, "state").toString("base64url")
 * const stateKey = new StateKey({ id: "HS256", key: Redacted.make(key) })
 * const name = "application_credentials.state_keys"
 *
 * await runWith(
 *   keyOf("2025"),
 *   Storage.use(({ atomically, stateKeys }) => atomically(name)(stateKeys.put([stateKey])))
 * )
 * await runWith(`${keyOf("2026")},${keyOf("2025")}`, reencrypt)
 * assert.match(await readFile(join(folder, name), "utf8"), /"kid": ?"2026"/)
 * await rm(folder, { recursive: true })
 * ```
 *
 * @category encryption
 * @since 0.1.0
 */
export const reencrypt: Effect.Effect<void, StorageError, Storage> = Effect.gen(function* () {
  const { accounts, atomically, credentials, links, stateKeys } = yield* Storage

  const rewrite = Effect.fnUntraced(function* <A, Column extends string>(
    collection: Collection<A, Column>,
    records: Records<A, Column>
  ) {
    const ids = (yield* records.list).map(collection.idOf)
    yield* Effect.forEach(Array.chunksOf(ids, recordsAtOnce), (some) =>
      Effect.forEach(some, records.get).pipe(
        Effect.flatMap((found) => records.put(Array.getSomes(found))),
        atomically(...some.map((id) => recordName(collection, id)))
      )
    )
  })

  yield* rewrite(collections.credentials, credentials)
  yield* rewrite(collections.accounts, accounts)
  yield* rewrite(collections.links, links)
  yield* rewrite(collections.stateKeys, stateKeys)
}).pipe(Effect.withSpan("reencrypt"))

/** As many records as others wait for at most. */
const recordsAtOnce = 100
