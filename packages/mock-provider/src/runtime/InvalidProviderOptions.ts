/** Options that a provider cannot have. */
import { Schema } from "effect"

/**
 * Reports options that a provider cannot have; `message` says which and why.
 *
 * @category errors
 * @since 0.1.0
 */
export class InvalidProviderOptions extends Schema.TaggedError<InvalidProviderOptions>()(
  "InvalidProviderOptions",
  { message: Schema.String }
) {}

/** Throws `InvalidProviderOptions` with a message. */
export const reject = (message: string): never => {
  throw new InvalidProviderOptions({ message })
}
