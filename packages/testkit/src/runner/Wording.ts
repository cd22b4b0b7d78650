/** How the verdicts on a module are worded. */
import { redactSecrets } from "../reading/redactSecrets.ts"
import type { Integration } from "../subject/Integration.ts"
import { type Replay, replayCommand } from "./Plan.ts"

/**
 * What a verdict is worded with: the command that replays a counterexample, and the redaction of the module's own secrets
 * from a message, which may quote an error of the module.
 */
export interface Wording {
  readonly replay: Replay
  readonly redact: (message: string) => string
}

/** Makes the wording of an integration's verdicts. */
export const wordingOf = (integration: Integration): Wording => ({
  replay: replayCommand(integration.path),
  redact: redactSecrets(integration)
})
