/** How verdicts on a module are told. */
import { withoutConstants } from "../reading/redactSecrets.ts"
import type { Integration } from "../subject/Integration.ts"
import { type Replay, replayCommand } from "./Plan.ts"

/**
 * Holds what a verdict is told with: the command that shows a counterexample again, and what strikes the module's own
 * secrets from a message, which may quote an error of the module.
 */
export interface Telling {
  readonly replay: Replay
  readonly strike: (message: string) => string
}

/** Makes the telling of an integration's verdicts. */
export const tellingOf = (integration: Integration): Telling => ({
  replay: replayCommand(integration.path),
  strike: withoutConstants(integration)
})
