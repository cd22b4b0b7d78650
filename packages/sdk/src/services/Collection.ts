/** The collections of storage: what tells their records apart, and by what they are looked up. */
import type { Effect, Option } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import type { StateKey, TakenState } from "../domain/StoredState.ts"

/**
 * Describes a collection: the id of a record, the columns that it is looked up by, and when its time is over, in
 * seconds since 1970.
 *
 * @category models
 * @since 0.1.0
 */
export interface Collection<A, Column extends string = never> {
  readonly name: string
  readonly idOf: (record: A) => string
  readonly columnsOf: (record: A) => { readonly [Name in Column]: string | undefined }
  readonly expiryOf?: (record: A) => number
}

/**
 * Holds the records of one collection, each under an id that no other has.
 *
 * `list` and `find` give them in the order in which they were first put. `find` gives those whose columns equal all the
 * values given, by an index. `removeExpired` removes those whose time is over at `now`, in seconds since 1970. Writing is
 * for effects that run under `Storage.atomically`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Records<A, Column extends string = never> {
  readonly get: (id: string) => Effect.Effect<Option.Option<A>, StorageError>
  readonly list: Effect.Effect<ReadonlyArray<A>, StorageError>
  readonly find: (where: {
    readonly [Name in Column]?: string
  }) => Effect.Effect<ReadonlyArray<A>, StorageError>
  readonly put: (record: A) => Effect.Effect<void, StorageError>
  readonly remove: (id: string) => Effect.Effect<void, StorageError>
  readonly removeExpired: (now: number) => Effect.Effect<void, StorageError>
}

/** The user's credentials; `authDomain` is the one of the implementation, whether it was given or not. */
export const credentials: Collection<StoredCredential, "domain" | "authDomain"> = {
  name: "credentials",
  idOf: ({ id }) => id,
  columnsOf: ({ domain, implementationDomain }) => ({ domain, authDomain: implementationDomain })
}

/** The linked accounts. */
export const accounts: Collection<LinkedAccount, "domain" | "authImplementation" | "uniqueId"> = {
  name: "accounts",
  idOf: ({ id }) => id,
  columnsOf: ({ domain, authImplementation, uniqueId }) => ({ domain, authImplementation, uniqueId })
}

/** The flows that wait. */
export const links: Collection<PendingLink> = {
  name: "links",
  idOf: ({ flowId }) => flowId,
  columnsOf: () => ({}),
  expiryOf: ({ expiresAt }) => expiresAt
}

/** The states that have come back. */
export const takenStates: Collection<TakenState> = {
  name: "taken_states",
  idOf: ({ jti }) => jti,
  columnsOf: () => ({}),
  expiryOf: ({ expiresAt }) => expiresAt
}

/** The key that states are signed with. */
export const stateKeys: Collection<StateKey> = {
  name: "state_keys",
  idOf: ({ id }) => id,
  columnsOf: () => ({})
}
