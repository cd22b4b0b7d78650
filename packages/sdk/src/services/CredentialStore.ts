/** The user's application credentials. */
import { Array, Context, Effect, Layer, Option, PubSub, Semaphore, Stream } from "effect"
import type { Redacted, Scope } from "effect"
import type { CredentialInUse, CredentialInvalid, CredentialNotFound } from "../domain/AccountError.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import { withoutRefusal } from "../domain/LinkedAccount.ts"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { makeCredentialId } from "../domain/StoredCredential.ts"
import type { CredentialChange, StoredCredential } from "../domain/StoredCredential.ts"
import * as collections from "./Collection.ts"
import { recordName } from "./Collection.ts"
import * as rules from "./CredentialRules.ts"
import type { NewCredential } from "./CredentialRules.ts"
import { Integrations } from "./Integrations.ts"
import { Storage } from "./Storage.ts"

/**
 * Service that stores credentials.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   ClientCredential,
 *   CredentialStore,
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   Integrations,
 *   Storage
 * } from "@application-credentials/sdk"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const acme = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test")
 * })
 * const layer = CredentialStore.layer.pipe(
 *   Layer.provide([Integrations.layerMemory([{ domain: "acme", module: acme }]), Storage.layerMemory])
 * )
 * const credential = new ClientCredential({
 *   clientId: " my-client ",
 *   clientSecret: Redacted.make("my-secret")
 * })
 *
 * const create = CredentialStore.use((store) => store.create({ domain: "acme", credential }))
 * const stored = await Effect.runPromise(Effect.provide(create, layer))
 * assert.equal(stored.id, "acme_my_client")
 * assert.equal(stored.credential.clientId, "my-client")
 * ```
 *
 * @see homeassistant/components/application_credentials/__init__.py
 * @category services
 * @since 0.1.0
 */
export class CredentialStore extends Context.Service<
  CredentialStore,
  {
    /**
     * Stores a credential, without white space around its id and secret. Refuses an integration that has no application
     * credentials.
     */
    readonly create: (
      credential: NewCredential
    ) => Effect.Effect<StoredCredential, CredentialInvalid | StorageError>
    /** Stores a credential of the YAML configuration; does nothing if it was imported before. */
    readonly importCredential: (
      credential: NewCredential
    ) => Effect.Effect<void, CredentialInvalid | StorageError>
    /** Gives the credential with an id. */
    readonly get: (credentialId: string) => Effect.Effect<StoredCredential, CredentialNotFound | StorageError>
    /** Gives all credentials. */
    readonly list: Effect.Effect<ReadonlyArray<StoredCredential>, StorageError>
    /**
     * Gives an integration's credentials by the auth domain of their implementation. Of several with one auth domain it is
     * the latest.
     */
    readonly forDomain: (domain: string) => Effect.Effect<ReadonlyMap<string, ClientCredential>, StorageError>
    /** Finds the credential behind an implementation, if there is one. */
    readonly find: (where: {
      readonly domain: string
      readonly authDomain: string
    }) => Effect.Effect<Option.Option<StoredCredential>, StorageError>
    /** Gives a credential another name, or none. */
    readonly rename: (
      credentialId: string,
      name: string | undefined
    ) => Effect.Effect<StoredCredential, CredentialNotFound | StorageError>
    /** Replaces the secret, for accounts that are linked too: what the provider refused with the old one is sent again. */
    readonly rotateSecret: (
      credentialId: string,
      clientSecret: Redacted.Redacted
    ) => Effect.Effect<StoredCredential, CredentialNotFound | StorageError>
    /** Deletes a credential. Refuses while an account that was linked with it is there. */
    readonly remove: (
      credentialId: string
    ) => Effect.Effect<void, CredentialNotFound | CredentialInUse | StorageError>
    /** Subscribes to the changes made through this service from now on, in their order, once they are stored. */
    readonly changes: Effect.Effect<Stream.Stream<CredentialChange>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/services/CredentialStore") {
  /** Keeps the credentials in storage. */
  static readonly layer: Layer.Layer<CredentialStore, never, Integrations | Storage> = Layer.effect(
    CredentialStore,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const integrations = yield* Integrations
  const { accounts, atomically, credentials } = yield* Storage
  const changed = yield* PubSub.unbounded<CredentialChange>()
  const oneByOne = yield* Semaphore.make(1)

  // One change at a time, so that they are reported in the order in which they were made. No interruption comes between
  // a change that lasts and the news of it.
  const change = <A extends StoredCredential | undefined, E>(
    type: CredentialChange["type"],
    name: string,
    effect: Effect.Effect<A, E>
  ) =>
    effect.pipe(
      atomically(name),
      Effect.tap((credential) =>
        credential === undefined ? Effect.void : PubSub.publish(changed, { type, credential })
      ),
      Effect.uninterruptible,
      oneByOne.withPermits(1)
    )

  const get = Effect.fn("CredentialStore.get")(function* (credentialId: string) {
    const stored = yield* credentials.get(credentialId)
    return Option.isSome(stored) ? stored.value : yield* rules.credentialNotFound(credentialId)
  })

  const exists = (credentialId: string) => Effect.map(credentials.get(credentialId), Option.isSome)

  const add = Effect.fnUntraced(function* (added: NewCredential) {
    const taken = new Set<string>()
    const free = () => makeCredentialId(added.domain, added.credential.clientId, taken)
    while (yield* exists(free())) taken.add(free())
    const stored = rules.storedAs(free(), added)
    yield* credentials.put([stored])
    return stored
  })

  const create = Effect.fn("CredentialStore.create")(function* (added: NewCredential) {
    return yield* change("added", adding, add(yield* rules.checkNew(integrations, added)))
  })

  const importCredential = Effect.fn("CredentialStore.importCredential")(function* (added: NewCredential) {
    const imported = rules.asImported(yield* rules.checkNew(integrations, added))
    const id = makeCredentialId(imported.domain, imported.credential.clientId, new Set())
    const addOnce = Effect.flatMap(exists(id), (before) => (before ? Effect.undefined : add(imported)))
    yield* change("added", adding, addOnce)
  })

  const replace = (credentialId: string, next: (stored: StoredCredential) => StoredCredential) =>
    Effect.tap(Effect.map(get(credentialId), next), (replaced) => credentials.put([replaced]))

  const linkedWith = ({ domain, implementationDomain: authImplementation }: StoredCredential) =>
    accounts.find({ domain, authImplementation })

  const rename = Effect.fn("CredentialStore.rename")((credentialId: string, name: string | undefined) =>
    change(
      "updated",
      nameOf(credentialId),
      replace(credentialId, (stored) => rules.renamed(stored, name))
    )
  )

  const rotateSecret = Effect.fn("CredentialStore.rotateSecret")(function* (
    credentialId: string,
    clientSecret: Redacted.Redacted
  ) {
    const rotated = yield* change(
      "updated",
      nameOf(credentialId),
      replace(credentialId, (stored) => rules.rotated(stored, clientSecret))
    )
    yield* Effect.forEach(yield* linkedWith(rotated), forgive, { discard: true })
    return rotated
  })

  // What was refused with the old secret may be sent again. Each account is read anew, as its token may be renewed
  // meanwhile.
  const forgive = ({ id }: LinkedAccount) =>
    accounts.get(id).pipe(
      Effect.map(Option.filter(({ refusal }) => refusal !== undefined)),
      Effect.flatMap((refused) => accounts.put(Option.toArray(Option.map(refused, withoutRefusal)))),
      atomically(recordName(collections.accounts, id))
    )

  const takeUnused = Effect.fnUntraced(function* (credentialId: string) {
    const stored = yield* get(credentialId)
    if ((yield* linkedWith(stored)).length > 0) return yield* rules.credentialInUse(stored)
    yield* credentials.remove(credentialId)
    return stored
  })

  const remove = Effect.fn("CredentialStore.remove")((credentialId: string) =>
    Effect.asVoid(change("removed", nameOf(credentialId), takeUnused(credentialId)))
  )

  const forDomain = Effect.fn("CredentialStore.forDomain")(function* (domain: string) {
    const own = yield* credentials.find({ domain })
    return new Map(own.map((stored) => [stored.implementationDomain, stored.credential]))
  })

  const find = Effect.fn("CredentialStore.find")((where: { domain: string; authDomain: string }) =>
    Effect.map(credentials.find(where), Array.last)
  )

  return CredentialStore.of({
    create,
    importCredential,
    get,
    list: credentials.list,
    forDomain,
    find,
    rename,
    rotateSecret,
    remove,
    changes: Effect.map(PubSub.subscribe(changed), Stream.fromSubscription)
  })
})

const nameOf = (credentialId: string): string => recordName(collections.credentials, credentialId)

/** What adding holds: an id that is free is so until it is taken. */
const adding = collections.credentials.name
