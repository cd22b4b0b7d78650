/** The user's application credentials. */
import { Context, Effect, Layer, Redacted, Ref } from "effect"
import { CredentialInUse, CredentialInvalid, CredentialNotFound } from "../domain/AccountError.ts"
import { ClientCredential } from "../domain/ClientCredential.ts"
import { makeCredentialId, StoredCredential } from "../domain/StoredCredential.ts"
import { Integrations } from "./Integrations.ts"
import { LinkedAccounts } from "./LinkedAccounts.ts"

/**
 * Holds what a new credential is made of.
 *
 * @category models
 * @since 0.1.0
 */
export interface NewCredential {
  readonly domain: string
  readonly authDomain?: string | undefined
  readonly credential: ClientCredential
}

/**
 * Service that stores credentials.
 *
 * `create` strips white space around id and secret, and refuses an integration without application credentials.
 * `importCredential` (from YAML) does nothing for one imported before. `remove` refuses while an account needs it.
 * `forDomain` gives an integration's credentials by the auth domain of their implementation.
 *
 * @see homeassistant/components/application_credentials/__init__.py
 * @category services
 * @since 0.1.0
 */
export class CredentialStore extends Context.Service<
  CredentialStore,
  {
    readonly create: (credential: NewCredential) => Effect.Effect<StoredCredential, CredentialInvalid>
    readonly importCredential: (credential: NewCredential) => Effect.Effect<void, CredentialInvalid>
    readonly list: Effect.Effect<ReadonlyArray<StoredCredential>>
    readonly forDomain: (domain: string) => Effect.Effect<ReadonlyMap<string, ClientCredential>>
    readonly remove: (credentialId: string) => Effect.Effect<void, CredentialNotFound | CredentialInUse>
  }
>()("@application-credentials/sdk/services/CredentialStore") {
  /** Keeps the credentials in memory. */
  static readonly layerMemory: Layer.Layer<CredentialStore, never, Integrations | LinkedAccounts> =
    Layer.effect(
      CredentialStore,
      Effect.suspend(() => make)
    )
}

const make = Effect.gen(function* () {
  const integrations = yield* Integrations
  const accounts = yield* LinkedAccounts
  const store = yield* Ref.make<ReadonlyArray<StoredCredential>>([])

  const check = Effect.fnUntraced(function* (added: NewCredential) {
    const integration = yield* integrations.get(added.domain)
    if (integration._tag === "None" || integration.value.module === undefined) {
      return yield* invalid(added.domain, `${added.domain} has no application_credentials module.`)
    }
    const credential = strip(added.credential)
    if (credential.clientId === "") return yield* invalid(added.domain, "The client id is empty. Enter it.")
    return credential
  })

  const create = Effect.fn("CredentialStore.create")(function* (added: NewCredential) {
    const credential = yield* check(added)
    return yield* Ref.modify(store, (all) => {
      const stored = storedAs(
        makeCredentialId(added.domain, credential.clientId, ids(all)),
        added,
        credential
      )
      return [stored, [...all, stored]]
    })
  })

  const importCredential = Effect.fn("CredentialStore.importCredential")(function* (added: NewCredential) {
    const credential = yield* check(added)
    const id = makeCredentialId(added.domain, credential.clientId, new Set())
    const named = new ClientCredential({
      ...credential,
      name: credential.name ?? "Import from configuration.yaml"
    })
    const imported = storedAs(id, { ...added, authDomain: added.authDomain ?? added.domain }, named)
    yield* Ref.update(store, (all) => (ids(all).has(id) ? all : [...all, imported]))
  })

  const forDomain = Effect.fn("CredentialStore.forDomain")(function* (domain: string) {
    const own = (yield* Ref.get(store)).filter((stored) => stored.domain === domain)
    return new Map(own.map((stored) => [stored.implementationDomain, stored.credential]))
  })

  const remove = Effect.fn("CredentialStore.remove")(function* (credentialId: string) {
    const stored = (yield* Ref.get(store)).find(({ id }) => id === credentialId)
    if (stored === undefined) return yield* notFound(credentialId)
    const linked = yield* accounts.list
    if (linked.some((account) => uses(account, stored))) return yield* inUse(stored)
    yield* Ref.update(store, (all) => all.filter(({ id }) => id !== credentialId))
  })

  return CredentialStore.of({ create, importCredential, list: Ref.get(store), forDomain, remove })
})

const ids = (all: ReadonlyArray<StoredCredential>): ReadonlySet<string> => new Set(all.map(({ id }) => id))

const strip = (credential: ClientCredential): ClientCredential =>
  new ClientCredential({
    ...credential,
    clientId: credential.clientId.trim(),
    clientSecret: Redacted.make(Redacted.value(credential.clientSecret).trim())
  })

const storedAs = (id: string, added: NewCredential, credential: ClientCredential): StoredCredential =>
  new StoredCredential({
    id,
    domain: added.domain,
    ...(added.authDomain === undefined ? {} : { authDomain: added.authDomain }),
    credential
  })

const uses = (account: { domain: string; authImplementation: string }, stored: StoredCredential): boolean =>
  account.domain === stored.domain && account.authImplementation === stored.implementationDomain

const invalid = (domain: string, message: string): CredentialInvalid =>
  new CredentialInvalid({ domain, message })

const notFound = (credentialId: string): CredentialNotFound =>
  new CredentialNotFound({
    credentialId,
    message: `Unable to find application_credentials_id ${credentialId}.`
  })

const inUse = (stored: StoredCredential): CredentialInUse =>
  new CredentialInUse({
    credentialId: stored.id,
    message: `An account of ${stored.domain} was linked with this credential. Remove the account first.`
  })
