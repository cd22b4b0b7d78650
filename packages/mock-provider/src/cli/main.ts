/** The entry of the command line. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Console, Effect, Exit, Layer, Runtime } from "effect"
import { type CliError, CliOutput, Command } from "effect/cli"
import manifest from "../../package.json" with { type: "json" }
import { mockOAuthProvider } from "./mockOAuthProvider.ts"

/** To be stopped is how it ends well: 0. A wrong command line is something that it cannot do: 2. */
const teardown: Runtime.Teardown = (exit, onExit) => {
  if (Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause)) return onExit(0)
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
  const isUsage = typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp"
  Runtime.defaultTeardown(exit, (code) => onExit(isUsage && code !== 0 ? 2 : code))
}

/** A wrong command line gets its own line, and says where help is: all of the help would hide the error. */
const briefErrors = CliOutput.layerPresenter({
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Console.error(
          [
            ...withoutConsequences(event.errors).map(({ message }) => message),
            `See ${event.commandPath.join(" ")} --help.`
          ].join("\n")
        )
      : CliOutput.defaultPresenter.present(event)
})

/** The value after a flag that there is not is taken for a subcommand: of that nobody wants to hear too. */
const withoutConsequences = (errors: ReadonlyArray<CliError.CliError>): ReadonlyArray<CliError.CliError> => {
  const isFlagUnknown = errors.some(({ _tag }) => _tag === "UnrecognizedOption")
  return isFlagUnknown ? errors.filter(({ _tag }) => _tag !== "UnknownSubcommand") : errors
}

// Who reads may stop reading: then there is nobody to tell.
process.stdout.on("error", () => process.exit(0))

mockOAuthProvider.pipe(
  Command.run({ version: manifest.version }),
  Effect.provide(Layer.merge(NodeServices.layer, briefErrors)),
  NodeRuntime.runMain({ teardown })
)
