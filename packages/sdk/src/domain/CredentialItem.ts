/** The JSON shape of a credential in Home Assistant's storage. */
import { Schema, SchemaTransformation } from "effect"
import { ClientCredential } from "./ClientCredential.ts"
import { StoredCredential } from "./StoredCredential.ts"

const Item = Schema.Struct({
  id: Schema.String,
  domain: Schema.String,
  client_id: Schema.String,
  client_secret: Schema.RedactedFromValue(Schema.String),
  auth_domain: Schema.optionalKey(Schema.String),
  name: Schema.optionalKey(Schema.String)
})

type Item = typeof Item.Type

const fromItem = ({ id, domain, client_id, client_secret, auth_domain, name }: Item): StoredCredential =>
  new StoredCredential({
    id,
    domain,
    ...(auth_domain === undefined ? {} : { authDomain: auth_domain }),
    credential: new ClientCredential({
      clientId: client_id,
      clientSecret: client_secret,
      ...(name === undefined ? {} : { name })
    })
  })

const toItem = ({ id, domain, authDomain, credential }: StoredCredential): Item => ({
  id,
  domain,
  client_id: credential.clientId,
  client_secret: credential.clientSecret,
  ...(authDomain === undefined ? {} : { auth_domain: authDomain }),
  ...(credential.name === undefined ? {} : { name: credential.name })
})

/**
 * Schema between a `StoredCredential` and its item in `.storage/application_credentials`: `id`, `domain`, `client_id`,
 * `client_secret`, and where they were given `auth_domain` and `name`. Encoding reveals the secret: it is for storage.
 *
 * @see homeassistant/components/application_credentials/__init__.py, CREATE_FIELDS
 */
export const CredentialItem = Item.pipe(
  Schema.decodeTo(
    Schema.toType(StoredCredential),
    SchemaTransformation.transform({ decode: fromItem, encode: toItem })
  )
)
