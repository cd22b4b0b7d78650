/** The collections of storage: what tells their records apart, and by what they are looked up. */
import type { Effect, Option, Schema } from "effect"
import { AccountItem } from "../domain/AccountItem.ts"
import { CredentialItem } from "../domain/CredentialItem.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import { StateKey, TakenState } from "../domain/StoredState.ts"

/**
 * Describes a collection. `name` is what it is stored under. `schema` gives a record's JSON, in which `secrets` are the
 * members to encrypt and `idMember` is the one that holds the id. `columnsOf` gives what a record is looked up by, and
 * `expiryOf` when its time is over, in seconds since 1970.
 */
export interface Collection<A, Column extends string = never> {
  readonly name: string
  readonly schema: Schema.Codec<A, { readonly [member: string]: unknown }>
  readonly secrets: ReadonlyArray<string>
  readonly idMember: string
  /** Gives a record's id. */
  readonly idOf: (record: A) => string
  /** Gives what a record is looked up by. */
  readonly columnsOf: (record: A) => { readonly [Name in Column]: string | undefined }
  /** Gives when a record's time is over, in seconds since 1970. */
  readonly expiryOf?: (record: A) => number
}

/**
 * Names a record among those of every collection.
 */
export const recordName = (collection: { readonly name: string }, id: string): string =>
  `${collection.name}/${id}`

/**
 * Holds the records of one collection, each under an id that no other has.
 *
 * Writing is for effects that run under `Storage.atomically`.
 *
 * @category models
 * @since 0.1.0
 */
export interface Records<A, Column extends string = never> {
  /** Gives the record with an id, or none. */
  readonly get: (id: string) => Effect.Effect<Option.Option<A>, StorageError>
  /** Gives all records, in the order in which they were first put. */
  readonly list: Effect.Effect<ReadonlyArray<A>, StorageError>
  /** Gives the records whose columns equal all the values given, by an index, in the order in which they were first put. */
  readonly find: (where: {
    readonly [Name in Column]?: string
  }) => Effect.Effect<ReadonlyArray<A>, StorageError>
  /** Writes records. One with the same id is replaced, and keeps its place. */
  readonly put: (records: ReadonlyArray<A>) => Effect.Effect<void, StorageError>
  /** Removes the record with an id, if there is one. */
  readonly remove: (id: string) => Effect.Effect<void, StorageError>
  /** Removes the records whose time is over at `now`, in seconds since 1970. */
  readonly removeExpired: (now: number) => Effect.Effect<void, StorageError>
}

/** The user's credentials; `authDomain` is the one of the implementation, whether it was given or not. */
export const credentials: Collection<StoredCredential, "domain" | "authDomain"> = {
  name: "application_credentials",
  schema: CredentialItem,
  secrets: ["client_secret"],
  idMember: "id",
  idOf: ({ id }) => id,
  columnsOf: ({ domain, implementationDomain }) => ({ domain, authDomain: implementationDomain })
}

/** The linked accounts. */
export const accounts: Collection<LinkedAccount, "domain" | "authImplementation" | "uniqueId"> = {
  name: "application_credentials.accounts",
  schema: AccountItem,
  secrets: ["token"],
  idMember: "id",
  idOf: ({ id }) => id,
  columnsOf: ({ domain, authImplementation, uniqueId }) => ({ domain, authImplementation, uniqueId })
}

/** The flows that wait. */
export const links: Collection<PendingLink> = {
  name: "application_credentials.links",
  schema: PendingLink,
  secrets: ["step", "browser"],
  idMember: "flowId",
  idOf: ({ flowId }) => flowId,
  columnsOf: () => ({}),
  expiryOf: ({ expiresAt }) => expiresAt
}

/** The states that have come back. */
export const takenStates: Collection<TakenState> = {
  name: "application_credentials.taken_states",
  schema: TakenState,
  secrets: [],
  idMember: "jti",
  idOf: ({ jti }) => jti,
  columnsOf: () => ({}),
  expiryOf: ({ expiresAt }) => expiresAt
}

/** The key that states are signed with. */
export const stateKeys: Collection<StateKey> = {
  name: "application_credentials.state_keys",
  schema: StateKey,
  secrets: ["key"],
  idMember: "id",
  idOf: ({ id }) => id,
  columnsOf: () => ({})
}
