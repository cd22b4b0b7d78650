/** How the command ends when it was asked for something that it cannot do. */
import { Runtime, Schema } from "effect"
import { CliError } from "effect/cli"

/** Reports what the command cannot do; `message` says what is wrong, where, and how to fix it. Exit code 2. */
export class CannotStart extends Schema.TaggedError<CannotStart>()("CannotStart", {
  message: Schema.String
}) {
  override readonly [Runtime.errorExitCode] = 2
  override readonly [Runtime.errorReported] = false
  override get [CliError.userMessage](): string {
    return this.message.replaceAll("\n", "\n  ")
  }
}
