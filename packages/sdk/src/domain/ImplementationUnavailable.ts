/** The failure of a provider of implementations. */
import { Schema } from "effect"

/**
 * Says that a provider of implementations cannot answer now (the cloud is away). Setting up an account must be tried
 * again later, and not fail for good.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, ImplementationUnavailableError
 * @category errors
 * @since 0.1.0
 */
export class ImplementationUnavailable extends Schema.TaggedError<ImplementationUnavailable>()(
  "ImplementationUnavailable",
  { domain: Schema.String, message: Schema.String }
) {}

/**
 * Says that this instance has no URL for the provider to send the user back to.
 *
 * @category errors
 * @since 0.1.0
 */
export class NoUrlAvailable extends Schema.TaggedError<NoUrlAvailable>()("NoUrlAvailable", {
  message: Schema.String
}) {}
