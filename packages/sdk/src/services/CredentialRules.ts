/** What credentials are stored as, and why they are refused. */
import { Effect, Option, Redacted } from "effect"
import { CredentialInUse, CredentialInvalid, CredentialNotFound } from "../domain/AccountError.ts"
import { ClientCredential } from "../domain/ClientCredential.ts"
import { StoredCredential } from "../domain/StoredCredential.ts"
import { hasAuthorizationHook, makeAuthorizationHookMissing } from "./ApplicationCredentials.ts"
import type { Integrations } from "./Integrations.ts"

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

/** Strips white space around id and secret, and refuses a credential that no integration could use. */
export const checkNew = Effect.fnUntraced(function* (
  integrations: Integrations["Service"],
  added: NewCredential
) {
  const { domain } = added
  const module = Option.getOrUndefined(yield* integrations.get(domain))?.module
  if (module === undefined) return yield* invalid(domain, `${domain} has no application_credentials module.`)
  if (!hasAuthorizationHook(module)) {
    return yield* invalid(domain, `${domain}: ${makeAuthorizationHookMissing().message}`)
  }
  const clientId = added.credential.clientId.trim()
  if (clientId === "") return yield* invalid(domain, "The client id is empty. Enter it.")
  const clientSecret = stripSecret(added.credential.clientSecret)
  return { ...added, credential: new ClientCredential({ ...added.credential, clientId, clientSecret }) }
})

/** Gives what is imported from YAML its default name, and the integration's own auth domain. */
export const asImported = (added: NewCredential): NewCredential => ({
  ...added,
  authDomain: added.authDomain || added.domain,
  credential: new ClientCredential({
    ...added.credential,
    name: added.credential.name || "Import from configuration.yaml"
  })
})

/** Gives a new credential its id. */
export const storedAs = (id: string, { domain, authDomain, credential }: NewCredential): StoredCredential =>
  new StoredCredential({ id, domain, ...(authDomain === undefined ? {} : { authDomain }), credential })

/** Gives a credential another name, or none. */
export const renamed = (stored: StoredCredential, name: string | undefined): StoredCredential => {
  const { name: _, ...unnamed } = stored.credential
  const stripped = name?.trim() ?? ""
  const credential = new ClientCredential({ ...unnamed, ...(stripped === "" ? {} : { name: stripped }) })
  return new StoredCredential({ ...stored, credential })
}

/** Gives a credential another secret. */
export const rotated = (stored: StoredCredential, clientSecret: Redacted.Redacted): StoredCredential =>
  new StoredCredential({
    ...stored,
    credential: new ClientCredential({ ...stored.credential, clientSecret: stripSecret(clientSecret) })
  })

/** Says that there is no credential of this id. */
export const credentialNotFound = (credentialId: string): CredentialNotFound =>
  new CredentialNotFound({
    credentialId,
    message: `Unable to find application_credentials_id ${credentialId}.`
  })

/** Says that an account was linked with a credential. */
export const credentialInUse = (stored: StoredCredential): CredentialInUse =>
  new CredentialInUse({
    credentialId: stored.id,
    message: `An account of ${stored.domain} was linked with this credential. Remove the account first.`
  })

const stripSecret = (secret: Redacted.Redacted): Redacted.Redacted =>
  Redacted.make(Redacted.value(secret).trim())

const invalid = (domain: string, message: string): CredentialInvalid =>
  new CredentialInvalid({ domain, message })
