/** The entry of the command line. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Cause, Effect, Exit, Layer, Runtime } from "effect"
import { CliConfig, Command, GlobalFlag } from "effect/cli"
import { applicationCredentials } from "./command.ts"
import { version } from "./version.ts"

/** A wrong command line is something that cannot be checked: 2, not 1. */
const teardown: Runtime.Teardown = (exit, onExit) => {
  const error = Exit.isFailure(exit) ? Cause.squash(exit.cause) : null
  const isUsage = typeof error === "object" && error !== null && "_tag" in error && error._tag === "ShowHelp"
  Runtime.defaultTeardown(exit, (code) => onExit(isUsage && code !== 0 ? 2 : code))
}

/** The library's wizard asks for every flag of every command, most of which have good defaults: `init` asks instead. */
const withoutWizard = CliConfig.layer({
  builtIns: GlobalFlag.BuiltIns.filter((flag) => flag !== GlobalFlag.Wizard)
})

applicationCredentials.pipe(
  Command.run({ version }),
  Effect.provide(Layer.mergeAll(NodeServices.layer, withoutWizard)),
  NodeRuntime.runMain({ teardown })
)
