/** How a command ends other than well. Exit codes: 1 does not conform, 2 cannot be checked. */
import { Runtime, Schema } from "effect"
import { CliError } from "effect/cli"
import { printable } from "../reporters/text.ts"

/** A module does not conform. The report has said all, so this says nothing. */
export class DoesNotConform extends Schema.TaggedError<DoesNotConform>()("DoesNotConform", {}) {
  override readonly [Runtime.errorExitCode] = 1
  override readonly [Runtime.errorReported] = false
}

/** The command was asked for something that it cannot do. */
export class CannotCheck extends Schema.TaggedError<CannotCheck>()("CannotCheck", {
  message: Schema.String
}) {
  override readonly [Runtime.errorExitCode] = 2
  override readonly [Runtime.errorReported] = false
  override get [CliError.userMessage](): string {
    return printable(this.message)
  }
}
