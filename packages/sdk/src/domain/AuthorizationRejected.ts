/** The user's or the provider's no. */
import { Schema } from "effect"

/**
 * Says that the provider sent the user back with an error: mostly `access_denied`, as the user said no. Any other means
 * that the provider did not like the request (`invalid_scope`, `unauthorized_client`) or cannot answer now.
 *
 * `error` is the provider's error code where it is a known one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @category errors
 * @since 0.1.0
 */
export class AuthorizationRejected extends Schema.TaggedError<AuthorizationRejected>()(
  "AuthorizationRejected",
  {
    /** The auth domain of the implementation that the user was sent to the provider by. */
    domain: Schema.String,
    error: Schema.optionalKey(Schema.String),
    message: Schema.String
  }
) {}
