/** The commands of the collection of credentials. */
import { Array, Effect, Option, Redacted, Schema, Stream } from "effect"
import { ClientCredential } from "../domain/ClientCredential.ts"
import type { CredentialNotFound } from "../domain/AccountError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { CredentialChange } from "../domain/StoredCredential.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Integrations } from "../services/Integrations.ts"
import { CommandFailed, homeAssistantError, invalidFormat, makeQuery, makeSubscription } from "./Command.ts"
import type { Command } from "./Command.ts"
import { credentialItem } from "./CredentialItem.ts"
import type { CredentialChangeItem } from "./CredentialItem.ts"

// Numbers are refused, although Home Assistant takes them: a client id sent as one may have lost digits already.
const Text = Schema.String.annotate({ message: "value should be a string" })

const NoFields = Schema.Struct({})
const Identified = Schema.Struct({ application_credentials_id: Schema.String })
const Created = Schema.Struct({
  domain: Text,
  client_id: Text,
  client_secret: Text,
  auth_domain: Schema.optionalKey(Text),
  name: Schema.optionalKey(Text)
})
// Home Assistant takes no fields here, and so changes nothing.
const Updated = Schema.Struct({
  ...Identified.fields,
  name: Schema.optionalKey(Text),
  client_secret: Schema.optionalKey(Text)
})

/**
 * Makes the commands `application_credentials/list`, `/create`, `/update`, `/delete` and `/subscribe`, by their types.
 * All are an administrator's.
 *
 * @see homeassistant/helpers/collection.py, StorageCollectionWebsocket
 * @see homeassistant/components/application_credentials/__init__.py, ApplicationCredentialsStorageCollection
 */
export const credentialCommands = (options: {
  readonly hideClientSecrets?: boolean | undefined
}): Readonly<Record<string, Command>> => ({
  "application_credentials/list": makeQuery({
    fields: NoFields,
    requireAdmin: true,
    result: Effect.fnUntraced(function* () {
      const store = yield* CredentialStore
      return (yield* store.list).map((stored) => credentialItem(stored, options))
    })
  }),
  "application_credentials/create": makeQuery({
    fields: Created,
    requireAdmin: true,
    result: Effect.fnUntraced(function* (created) {
      yield* checkPlatform(created.domain)
      const store = yield* CredentialStore
      const stored = yield* Effect.catchTag(
        store.create(newCredential(created)),
        "CredentialInvalid",
        (error) => invalidFormat(error.message)
      )
      return credentialItem(stored, options)
    })
  }),
  "application_credentials/update": makeQuery({
    fields: Updated,
    requireAdmin: true,
    result: Effect.fnUntraced(function* ({ application_credentials_id: id, name, client_secret }) {
      const before = yield* get(id)
      if (name === undefined && client_secret === undefined) {
        return yield* invalidFormat("Updates not supported")
      }
      const store = yield* CredentialStore
      const renamed = name === undefined ? before : yield* orNotFound(id, store.rename(id, name))
      if (client_secret === undefined) return credentialItem(renamed, options)
      const secret = Redacted.make(client_secret)
      return credentialItem(yield* orNotFound(id, store.rotateSecret(id, secret)), options)
    })
  }),
  "application_credentials/delete": makeQuery({
    fields: Identified,
    requireAdmin: true,
    result: Effect.fnUntraced(function* ({ application_credentials_id }) {
      const { domain } = yield* get(application_credentials_id)
      const store = yield* CredentialStore
      yield* store.remove(application_credentials_id).pipe(
        Effect.catchTags({
          CredentialNotFound: () => notFound(application_credentials_id),
          CredentialInUse: () =>
            homeAssistantError(`Cannot delete credential in use by integration ${domain}`)
        })
      )
      return null
    })
  }),
  "application_credentials/subscribe": makeSubscription({
    fields: NoFields,
    requireAdmin: true,
    events: Effect.fnUntraced(function* () {
      const store = yield* CredentialStore
      const changes = yield* store.changes
      const there = (yield* store.list).map((credential) => ({ type: "added" as const, credential }))
      const changeSets = Stream.concat(Stream.succeed(there), Stream.map(changes, Array.of))
      return Stream.map(changeSets, (changeSet) => changeSet.map((change) => changeItem(change, options)))
    })
  })
})

const changeItem = (
  { type, credential }: CredentialChange,
  options: Parameters<typeof credentialCommands>[0]
): CredentialChangeItem => ({
  change_type: type,
  application_credentials_id: credential.id,
  item: credentialItem(credential, options)
})

const checkPlatform = Effect.fnUntraced(function* (domain: string) {
  const integrations = yield* Integrations
  const integration = Option.getOrUndefined(yield* integrations.get(domain))
  if (integration?.module === undefined) {
    return yield* invalidFormat(`No application_credentials platform for ${domain}`)
  }
})

const newCredential = (created: typeof Created.Type) => ({
  domain: created.domain,
  authDomain: created.auth_domain,
  credential: new ClientCredential({
    clientId: created.client_id,
    clientSecret: Redacted.make(created.client_secret),
    ...(created.name === undefined ? {} : { name: created.name })
  })
})

const get = Effect.fnUntraced(function* (credentialId: string) {
  const store = yield* CredentialStore
  return yield* orNotFound(credentialId, store.get(credentialId))
})

const orNotFound = <A>(
  credentialId: string,
  effect: Effect.Effect<A, CredentialNotFound | StorageError>
): Effect.Effect<A, CommandFailed | StorageError> =>
  Effect.catchTag(effect, "CredentialNotFound", () => notFound(credentialId))

const notFound = (credentialId: string): CommandFailed =>
  new CommandFailed({
    code: "not_found",
    message: `Unable to find application_credentials_id ${credentialId}`
  })
