/** The ways in which a server is not found by its issuer. */
import { Schema } from "effect"

/**
 * Says that a server's metadata cannot be had now: no connection, no answer in time, 429 or 5xx. A hook that fails with
 * it makes its implementation unavailable for the time being, and no error of the module.
 *
 * @category errors
 * @since 0.1.0
 */
export class ServerMetadataUnavailable extends Schema.TaggedError<ServerMetadataUnavailable>()(
  "ServerMetadataUnavailable",
  { issuer: Schema.String, message: Schema.String }
) {}

/**
 * Says that an issuer cannot be used, or that there is no metadata of it that can.
 *
 * - `issuer`: it is no https URL (http is for loopback only), or has a query, a fragment or user information;
 * - `notFound`: the server publishes no metadata;
 * - `notMetadata`: what it publishes is no metadata, or too large;
 * - `issuerMismatch`: the metadata is another issuer's;
 * - `endpoint`: an endpoint in it is not https.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.3
 * @category errors
 * @since 0.1.0
 */
export class ServerMetadataInvalid extends Schema.TaggedError<ServerMetadataInvalid>()(
  "ServerMetadataInvalid",
  {
    /** Absent where it is none: it may carry user information. */
    issuer: Schema.optionalKey(Schema.String),
    reason: Schema.Literals(["issuer", "notFound", "notMetadata", "issuerMismatch", "endpoint"]),
    message: Schema.String
  }
) {}
