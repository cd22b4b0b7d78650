/** How verdicts on a module are told. */
import type { Integration } from "../subject/Integration.ts"
import { type Replay, replayCommand } from "./Plan.ts"
import { withoutConstants } from "./withoutConstants.ts"

/**
 * Holds what a verdict is told with: the command that shows a counterexample again, and what strikes the module's own
 * secrets from a message, which may quote an error of the module.
 *
 * @category models
 * @since 0.1.0
 */
export interface Telling {
  readonly replay: Replay
  readonly strike: (message: string) => string
}

/**
 * Makes the telling of an integration's verdicts.
 *
 * @category constructors
 * @since 0.1.0
 */
export const tellingOf = (integration: Integration): Telling => ({
  replay: replayCommand(integration.path),
  strike: withoutConstants(integration)
})
