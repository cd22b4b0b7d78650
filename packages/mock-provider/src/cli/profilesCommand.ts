/** `mock-oauth-provider profiles`: the real providers that one can behave like. */
import { Command } from "effect/cli"
import { profiles } from "../profiles/profiles.ts"
import { print } from "./console.ts"

/** The command. */
export const profilesCommand = Command.make("profiles", {}, () => {
  const width = Math.max(...profiles.map(({ name }) => name.length)) + 2
  return print(profiles.map(({ name, title }) => `${name.padEnd(width)}${title}\n`).join(""))
}).pipe(
  Command.withDescription("Lists the profiles: the real providers that --profile makes it behave like."),
  Command.withShortDescription("List the profiles")
)
