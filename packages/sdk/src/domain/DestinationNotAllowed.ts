/** The refusal to send an account's token somewhere. */
import { Schema } from "effect"

/**
 * Says that a request was not sent, as the account's token would go along: to a host that is not one of those named, or
 * unencrypted. `destination` is the URL's origin; the rest of it may be secret.
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
