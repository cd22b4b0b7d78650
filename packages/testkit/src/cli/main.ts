/** The entry of the command line. */
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Effect, Runtime } from "effect"
import { Command } from "effect/cli"
import { applicationCredentials, exitCodeOf, platform } from "./command.ts"
import { version } from "./version.ts"

const teardown: Runtime.Teardown = (exit, onExit) =>
  Runtime.defaultTeardown(exit, (code) => onExit(exitCodeOf(exit, code)))

applicationCredentials.pipe(
  Command.run({ version }),
  Effect.provide(platform),
  NodeRuntime.runMain({ teardown })
)
