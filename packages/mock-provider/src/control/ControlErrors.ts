/** What the control API refuses, and how it says so. */
import { Schema } from "effect"

/**
 * Reports a request that is not one of the control API's: `message` says what is wrong, where, and what is expected.
 */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()(
  "InvalidRequest",
  { message: Schema.String },
  { httpApiStatus: 400 }
) {}

/** Reports a request that a page of another site may have sent: `message` says which field said so. */
export class ForeignRequest extends Schema.TaggedError<ForeignRequest>()(
  "ForeignRequest",
  { message: Schema.String },
  { httpApiStatus: 403 }
) {}

/**
 * Reports that no consent or device waits under the name that the request gives: the control API has it no more, or never had.
 */
export class NotFound extends Schema.TaggedError<NotFound>()(
  "NotFound",
  { message: Schema.String },
  { httpApiStatus: 404 }
) {}

/** Reports a request whose body is not said to be JSON. */
export class NotJson extends Schema.TaggedError<NotJson>()(
  "NotJson",
  { message: Schema.String },
  { httpApiStatus: 415 }
) {}
