/** A linked account as Home Assistant's API shows it: a config entry. */
import { Schema } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"

/**
 * Schema of a linked account in JSON, by the members of Home Assistant's config entries and three more:
 * `application_credentials_id` names the credential that it was linked with, if it was one, `auth_implementation` the
 * implementation, and `owner` the user, where the host says who that is. Nothing of its token is there.
 *
 * `state` is `loaded`; `setup_error` where the account has to be linked again, which `reason` says; `setup_retry` where its
 * provider gave no clear answer when it was last asked. `created_at` and `modified_at` are 0: they are not kept.
 *
 * @see homeassistant/config_entries.py, ConfigEntry.as_json_fragment
 * @category schemas
 * @since 0.1.0
 */
export const EntryItem = Schema.Struct({
  created_at: Schema.Finite,
  modified_at: Schema.Finite,
  entry_id: Schema.String,
  domain: Schema.String,
  title: Schema.String,
  source: Schema.Literal("user"),
  state: Schema.Literals(["loaded", "setup_error", "setup_retry"]),
  supports_options: Schema.Literal(false),
  supports_remove_device: Schema.Literal(false),
  supports_unload: Schema.Literal(true),
  supports_reconfigure: Schema.Literal(true),
  supported_subentry_types: Schema.Struct({}),
  pref_disable_new_entities: Schema.Literal(false),
  pref_disable_polling: Schema.Literal(false),
  disabled_by: Schema.Null,
  reason: Schema.NullOr(Schema.String),
  error_reason_translation_key: Schema.Null,
  error_reason_translation_placeholders: Schema.Null,
  num_subentries: Schema.Literal(0),
  application_credentials_id: Schema.NullOr(Schema.String),
  auth_implementation: Schema.String,
  owner: Schema.NullOr(Schema.String)
})

/**
 * Holds a linked account in JSON.
 *
 * @category models
 * @since 0.1.0
 */
export type EntryItem = typeof EntryItem.Type

/**
 * Schema of what has become of a config entry: `type` is null for those that are there already.
 *
 * @see homeassistant/components/config/config_entries.py, config_entries_subscribe
 * @category schemas
 * @since 0.1.0
 */
export const EntryChangeItem = Schema.Struct({
  type: Schema.NullOr(Schema.Literals(["added", "updated", "removed"])),
  entry: EntryItem
})

/**
 * Says what has become of a config entry.
 *
 * @category models
 * @since 0.1.0
 */
export type EntryChangeItem = typeof EntryChangeItem.Type

/**
 * Shows an account. `away` says why its provider could not be reached, where it could not.
 */
export const entryItem = (
  account: LinkedAccount,
  known: { readonly credentialId?: string | undefined; readonly away?: string | undefined }
): EntryItem => {
  const { id, domain, title, authImplementation, owner, refusal, unclearSince } = account
  const away = unclearSince === undefined ? known.away : unclear
  return {
    created_at: 0,
    modified_at: 0,
    entry_id: id,
    domain,
    title,
    source: "user",
    ...stateOf(refusal?.message, away),
    supports_options: false,
    supports_remove_device: false,
    supports_unload: true,
    supports_reconfigure: true,
    supported_subentry_types: {},
    pref_disable_new_entities: false,
    pref_disable_polling: false,
    disabled_by: null,
    error_reason_translation_key: null,
    error_reason_translation_placeholders: null,
    num_subentries: 0,
    application_credentials_id: known.credentialId ?? null,
    auth_implementation: authImplementation,
    owner: owner ?? null
  }
}

const unclear = "The provider gave no clear answer. It is asked again later."

const stateOf = (
  refusal: string | undefined,
  away: string | undefined
): Pick<EntryItem, "state" | "reason"> => {
  if (refusal !== undefined) return { state: "setup_error", reason: refusal }
  return away === undefined ? { state: "loaded", reason: null } : { state: "setup_retry", reason: away }
}
