/** The command line as a whole. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Exit, Layer } from "effect"
import { CliConfig, Command, GlobalFlag } from "effect/cli"
import { check } from "./check.ts"
import { explain } from "./explain.ts"
import { fix } from "./fix.ts"
import { init } from "./init.ts"
import { list } from "./list.ts"
import { merge } from "./merge.ts"

/** `application-credentials`. */
export const applicationCredentials = Command.make("application-credentials").pipe(
  Command.withDescription(
    "Checks that an integration's application_credentials module, in TypeScript or Python, does what Home Assistant and OAuth 2.0 ask of it."
  ),
  Command.withSubcommands([check, merge, fix, list, explain, init])
)

/** The library's wizard asks for every flag of every command, most of which have good defaults: `init` asks instead. */
const withoutWizard = CliConfig.layer({
  builtIns: GlobalFlag.BuiltIns.filter((flag) => flag !== GlobalFlag.Wizard)
})

/** What the command runs on. */
export const platform = Layer.mergeAll(NodeServices.layer, withoutWizard)

/** The code that the command ends with, given that of its error: a wrong command line cannot be checked, which is 2, not 1. */
export const exitCodeOf = (exit: Exit.Exit<unknown, unknown>, code: number): number => {
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
  const isUsage = typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp"
  return isUsage && code !== 0 ? 2 : code
}
