/** The failure to begin a device flow. */
import { Schema } from "effect"

/**
 * Says that a provider gave no user code: it cannot answer now (`unavailable`), refuses the client or the scope
 * (`refused`), or answers with something else (`unusable`).
 *
 * `error` is the provider's error code where it is a known one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 * @category errors
 * @since 0.1.0
 */
export class DeviceAuthorizationFailed extends Schema.TaggedError<DeviceAuthorizationFailed>()(
  "DeviceAuthorizationFailed",
  {
    domain: Schema.String,
    reason: Schema.Literals(["unavailable", "refused", "unusable"]),
    status: Schema.optionalKey(Schema.Number),
    error: Schema.optionalKey(Schema.String),
    message: Schema.String
  }
) {}
