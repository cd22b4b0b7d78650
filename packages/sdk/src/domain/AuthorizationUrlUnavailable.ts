/** The failure of a module's own implementation to make an authorize URL. */
import { Schema } from "effect"

/**
 * Says that an implementation could not make an authorize URL: for a module's own implementation to fail with where it
 * needs more than its arguments. `message` says what is missing, without a secret.
 *
 * @category errors
 * @since 0.1.0
 */
export class AuthorizationUrlUnavailable extends Schema.TaggedError<AuthorizationUrlUnavailable>()(
  "AuthorizationUrlUnavailable",
  {
    domain: Schema.String,
    message: Schema.String
  }
) {}
