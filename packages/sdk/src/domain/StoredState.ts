/** What an instance remembers of the states that it signs. */
import { Schema } from "effect"

/**
 * Holds a state that has come back, until it would have expired anyway. `expiresAt` is in seconds since 1970.
 *
 * @category models
 * @since 0.1.0
 */
export class TakenState extends Schema.Class<TakenState>("@application-credentials/sdk/TakenState")({
  jti: Schema.String,
  expiresAt: Schema.Finite
}) {}

/**
 * Holds the key that states are signed with, in base64url.
 *
 * @category models
 * @since 0.1.0
 */
export class StateKey extends Schema.Class<StateKey>("@application-credentials/sdk/StateKey")({
  id: Schema.String,
  key: Schema.RedactedFromValue(Schema.String.check(Schema.isPattern(/^[\w-]{43}$/)))
}) {}
