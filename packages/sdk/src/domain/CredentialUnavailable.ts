/** The failure of an integration to make its own credential. */
import { Schema } from "effect"

/**
 * Says that an integration could not make a credential of its own. The user can enter one instead. What the integration
 * complained about is not repeated, as it may hold the secret that was just made.
 *
 * @category errors
 * @since 0.1.0
 */
export class CredentialUnavailable extends Schema.TaggedError<CredentialUnavailable>()(
  "CredentialUnavailable",
  { domain: Schema.String, message: Schema.String }
) {}
