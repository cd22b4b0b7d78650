/** The command line as a whole. */
import { Effect } from "effect"
import { Command } from "effect/cli"
import { print, printNow, makeReporter } from "./console.ts"
import { flags } from "./flags.ts"
import { profilesCommand } from "./profilesCommand.ts"
import { start } from "./start.ts"

/** `mock-oauth-provider`. */
export const mockOAuthProvider = Command.make(
  "mock-oauth-provider",
  flags,
  Effect.fnUntraced(function* (input) {
    const reporter = makeReporter(input)
    const started = yield* start(input, (exchange, where) => {
      if (!input.quiet) printNow(reporter.exchange(exchange, where))
    })
    yield* Effect.acquireRelease(print(reporter.started(started)), () => print(reporter.stopped))
    return yield* Effect.never
  }, Effect.scoped)
).pipe(
  Command.withDescription(
    "A strict OAuth 2 provider for tests on a real port. Without a configuration it has a client that is ready to use, and asks a person for consent."
  ),
  Command.withExamples([
    { command: "mock-oauth-provider", description: "Start a provider, and see its URLs and its client" },
    {
      command: "mock-oauth-provider --profile github --consent approve",
      description: "Like GitHub, without a person"
    },
    { command: "mock-oauth-provider --config provider.json --port 0 --json", description: "For a program" }
  ]),
  Command.withSubcommands([profilesCommand])
)
