/** The JSON shape of a linked account, by the names that Home Assistant gives the members of a config entry. */
import { Schema, SchemaTransformation } from "effect"
import { LinkedAccount } from "./LinkedAccount.ts"
import { StoredToken } from "./StoredToken.ts"

/**
 * Schema between a `LinkedAccount` and its JSON: `id`, `domain`, `title`, `auth_implementation`, `unique_id`, `owner`, `token` as
 * `StoredToken` has it, `refusal` and `unclear_since`. Encoding reveals the token: it is for storage.
 *
 * @see homeassistant/config_entries.py, ConfigEntry
 */
export const AccountItem = Schema.Struct({ ...LinkedAccount.fields, token: StoredToken }).pipe(
  Schema.encodeKeys({
    authImplementation: "auth_implementation",
    uniqueId: "unique_id",
    unclearSince: "unclear_since"
  }),
  Schema.decodeTo(
    Schema.toType(LinkedAccount),
    SchemaTransformation.transform({
      decode: (members) => new LinkedAccount(members),
      encode: (account) => account
    })
  )
)
