/** The refusal to send an account's token somewhere. */
import { Schema } from "effect"

/**
 * Says that a request was not sent, because the account's token would have gone with it to a host that is not among the
 * named ones, or over an unencrypted connection. `destination` is the URL's origin: the rest of it may be secret.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-5.3
 * @category errors
 * @since 0.1.0
 */
export class DestinationNotAllowed extends Schema.TaggedError<DestinationNotAllowed>()(
  "DestinationNotAllowed",
  {
    destination: Schema.String,
    reason: Schema.Literals(["otherHost", "notHttps", "notAbsolute"]),
    message: Schema.String
  }
) {}
