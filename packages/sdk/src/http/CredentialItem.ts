/** A credential as Home Assistant's WebSocket API shows it. */
import { Redacted, Schema } from "effect"
import type { StoredCredential } from "../domain/StoredCredential.ts"

/**
 * Schema of what a client is shown of a credential.
 *
 * @see homeassistant/components/application_credentials/__init__.py, CREATE_FIELDS
 * @category schemas
 * @since 0.1.0
 */
export const CredentialItem = Schema.Struct({
  id: Schema.String,
  domain: Schema.String,
  client_id: Schema.String,
  client_secret: Schema.String,
  auth_domain: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String)
})

/**
 * Holds what a client is shown of a credential.
 *
 * @category models
 * @since 0.1.0
 */
export type CredentialItem = typeof CredentialItem.Type

/**
 * Schema of what has become of a credential.
 *
 * @see homeassistant/helpers/collection.py, StorageCollectionWebsocket
 * @category schemas
 * @since 0.1.0
 */
export const CredentialChangeItem = Schema.Struct({
  change_type: Schema.Literals(["added", "updated", "removed"]),
  application_credentials_id: Schema.String,
  item: CredentialItem
})

/**
 * Says what has become of a credential.
 *
 * @category models
 * @since 0.1.0
 */
export type CredentialChangeItem = typeof CredentialChangeItem.Type

/**
 * Shows a credential, its secret too unless `hideClientSecrets` replaces it.
 */
export const credentialItem = (
  { id, domain, authDomain, credential }: StoredCredential,
  options: { readonly hideClientSecrets?: boolean | undefined }
): CredentialItem => ({
  id,
  domain,
  client_id: credential.clientId,
  client_secret:
    options.hideClientSecrets === true ? hiddenClientSecret : Redacted.value(credential.clientSecret),
  ...(authDomain === undefined ? {} : { auth_domain: authDomain }),
  ...(credential.name === undefined ? {} : { name: credential.name })
})

/**
 * What stands for a secret that is not shown.
 *
 * @see homeassistant/components/diagnostics/const.py, REDACTED
 */
export const hiddenClientSecret = "**REDACTED**"
