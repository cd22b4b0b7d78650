/** A credential as Home Assistant's WebSocket API shows it. */
import { Redacted } from "effect"
import type { StoredCredential } from "../domain/StoredCredential.ts"

/**
 * Holds what a client is shown of a credential.
 *
 * @see homeassistant/components/application_credentials/__init__.py, CREATE_FIELDS
 * @category models
 * @since 0.1.0
 */
export interface CredentialItem {
  readonly id: string
  readonly domain: string
  readonly client_id: string
  readonly client_secret: string
  readonly auth_domain?: string
  readonly name?: string
}

/**
 * Shows a credential, its secret too unless `hideClientSecrets` replaces it.
 *
 * @category encoding
 * @since 0.1.0
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
 * @category constants
 * @since 0.1.0
 */
export const hiddenClientSecret = "**REDACTED**"
