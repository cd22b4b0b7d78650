/** A credential as the user's collection holds it. */
import { Schema } from "effect"
import { ClientCredential } from "./ClientCredential.ts"

/**
 * Holds a credential with its id, the integration that it is for, and the auth domain where one was given.
 *
 * @see homeassistant/components/application_credentials/__init__.py, ApplicationCredentialsStorageCollection
 * @category models
 * @since 0.1.0
 */
export class StoredCredential extends Schema.Class<StoredCredential>(
  "@application-credentials/sdk/StoredCredential"
)({
  id: Schema.String,
  domain: Schema.String,
  authDomain: Schema.optionalKey(Schema.String),
  credential: ClientCredential
}) {
  /** Gives the auth domain that accounts linked with this credential carry. */
  get implementationDomain(): string {
    return this.authDomain ?? this.id
  }
}

/**
 * Says what has become of a credential, by Home Assistant's names; of one removed, what it was.
 *
 * @see homeassistant/helpers/collection.py, CollectionChangeSet
 * @category models
 * @since 0.1.0
 */
export interface CredentialChange {
  readonly type: "added" | "updated" | "removed"
  readonly credential: StoredCredential
}

/**
 * Makes the id of a credential, unique among those taken: `domain_client_id`, then `domain_client_id_2`, ...
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeCredentialId } from "@application-credentials/sdk"
 *
 * assert.equal(makeCredentialId("acme", "My-Client", new Set()), "acme_my_client")
 * assert.equal(makeCredentialId("acme", "My-Client", new Set(["acme_my_client"])), "acme_my_client_2")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeCredentialId = (domain: string, clientId: string, taken: ReadonlySet<string>): string => {
  const id = slugify(`${domain}.${clientId}`)
  if (!taken.has(id)) return id
  let suffix = 2
  while (taken.has(`${id}_${suffix}`)) suffix += 1
  return `${id}_${suffix}`
}

/**
 * Turns any text into lower-case letters, digits and single underscores, as Home Assistant does. Of letters, those
 * without a counterpart in ASCII are left out, which Home Assistant would spell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { slugify } from "@application-credentials/sdk"
 *
 * assert.equal(slugify("Café No. 1,000"), "cafe_no_1000")
 * ```
 *
 * @see homeassistant/util/__init__.py, slugify
 * @category constructors
 * @since 0.1.0
 */
export const slugify = (text: string): string => {
  const slug = text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/(?<=\d),(?=\d)/g, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
  return slug === "" ? "unknown" : slug
}
