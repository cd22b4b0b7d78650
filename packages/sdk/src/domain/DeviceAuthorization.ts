/** A device flow that was begun. */
import { Schema } from "effect"

/**
 * Schema of a device flow that was begun: `userCode` is for the user to enter at `verificationUri`, on whatever device, or
 * `verificationUriComplete` (for a link or a QR code) has it already; `deviceCode` is to ask for the token with, no more
 * often than each `interval` seconds, until `expiresAt`, in seconds since 1970.
 *
 * Encoding reveals the device code: it is for storage.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 * @category schemas
 * @since 0.1.0
 */
export const DeviceAuthorization = Schema.Struct({
  deviceCode: Schema.RedactedFromValue(Schema.String),
  userCode: Schema.String,
  verificationUri: Schema.String,
  verificationUriComplete: Schema.optionalKey(Schema.String),
  expiresAt: Schema.Finite,
  interval: Schema.Finite.check(Schema.isGreaterThan(0))
})

/**
 * Holds a device flow that was begun.
 *
 * @category models
 * @since 0.1.0
 */
export type DeviceAuthorization = typeof DeviceAuthorization.Type
