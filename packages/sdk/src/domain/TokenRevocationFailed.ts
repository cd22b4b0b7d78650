/** The failure of a revocation. */
import { Schema } from "effect"

/**
 * Says that a provider was not notified, or did not agree, that a token is no longer needed. The token may continue to work
 * until it expires.
 *
 * `error` is the provider's error code where it is a known one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.2.1
 * @category errors
 * @since 0.1.0
 */
export class TokenRevocationFailed extends Schema.TaggedError<TokenRevocationFailed>()(
  "TokenRevocationFailed",
  {
    domain: Schema.String,
    reason: Schema.Literals(["unavailable", "refused"]),
    status: Schema.optionalKey(Schema.Number),
    error: Schema.optionalKey(Schema.String),
    message: Schema.String
  }
) {}
