/** The failures of stores: of accounts and of credentials. */
import { Schema } from "effect"

/**
 * Says that there is no account of this id.
 *
 * @category errors
 * @since 0.1.0
 */
export class AccountNotFound extends Schema.TaggedError<AccountNotFound>()("AccountNotFound", {
  accountId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that this account of the provider is linked already.
 *
 * @category errors
 * @since 0.1.0
 */
export class AccountAlreadyLinked extends Schema.TaggedError<AccountAlreadyLinked>()("AccountAlreadyLinked", {
  accountId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that no credential with this id is stored: it was deleted, or never was there.
 *
 * @category errors
 * @since 0.1.0
 */
export class CredentialNotFound extends Schema.TaggedError<CredentialNotFound>()("CredentialNotFound", {
  credentialId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that a credential cannot be deleted while an account was linked with it.
 *
 * @category errors
 * @since 0.1.0
 */
export class CredentialInUse extends Schema.TaggedError<CredentialInUse>()("CredentialInUse", {
  credentialId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that a credential lacks its client id, or that its integration has no application credentials.
 *
 * @category errors
 * @since 0.1.0
 */
export class CredentialInvalid extends Schema.TaggedError<CredentialInvalid>()("CredentialInvalid", {
  domain: Schema.String,
  message: Schema.String
}) {}
