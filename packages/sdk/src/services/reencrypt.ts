/** Takes storage from one key to another. */
import { Effect } from "effect"
import type { StorageError } from "../domain/StorageError.ts"
import type { Records } from "./Collection.ts"
import { Storage } from "./Storage.ts"

/**
 * Writes everything that is stored again, as it is written from now on: with the newest key, or for the first time
 * encrypted, or not any more. After it the older keys are of no more use.
 *
 * @category encryption
 * @since 0.1.0
 */
export const reencrypt: Effect.Effect<void, StorageError, Storage> = Effect.gen(function* () {
  const { accounts, atomically, credentials, links, stateKeys } = yield* Storage
  const rewrite = <A, Column extends string>({ list, put }: Records<A, Column>) =>
    atomically(Effect.flatMap(list, put))
  yield* rewrite(credentials)
  yield* rewrite(accounts)
  yield* rewrite(links)
  yield* rewrite(stateKeys)
}).pipe(Effect.withSpan("reencrypt"))
