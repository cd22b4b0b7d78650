/** The failure of a token that was to come by itself. */
import { Schema } from "effect"

/**
 * Says that the token did not come for which the user authorized elsewhere: on another device, or at a service that
 * links accounts. Nothing was linked, and the flow has to be started again.
 *
 * - `expired`: the user did not authorize in time;
 * - `denied`: the user refused;
 * - `refused`: the server refused the client, or the request;
 * - `unavailable`: the server cannot be reached any more;
 * - `unusable`: what came is no token.
 *
 * `error` is the server's error code where it is a known one.
 *
 * @category errors
 * @since 0.1.0
 */
export class TokenDeliveryFailed extends Schema.TaggedError<TokenDeliveryFailed>()("TokenDeliveryFailed", {
  domain: Schema.String,
  reason: Schema.Literals(["expired", "denied", "refused", "unavailable", "unusable"]),
  error: Schema.optionalKey(Schema.String),
  message: Schema.String
}) {}
