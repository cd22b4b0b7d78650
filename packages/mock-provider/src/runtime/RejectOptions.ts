/** The way out of options that cannot be. */
import { InvalidProviderOptions } from "./MockProviderOptions.ts"

/**
 * Throws `InvalidProviderOptions` with a message.
 *
 * @category errors
 * @since 0.1.0
 */
export const reject = (message: string): never => {
  throw new InvalidProviderOptions({ message })
}
