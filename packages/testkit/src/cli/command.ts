/** The command line as a whole. */
import { Command } from "effect/cli"
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
