/** `application-credentials list`: the catalogue. */
import { Command, Flag } from "effect/cli"
import { families } from "../catalog/Requirement.ts"
import { catalog } from "../catalog/catalog.ts"
import type { ReporterOptions } from "../reporters/Reporter.ts"
import { consoleOptions, print } from "./console.ts"

/** The command. */
export const list = Command.make(
  "list",
  {
    json: Flag.Boolean("json").pipe(
      Flag.withDescription("Lists them as JSON, with reasons, sources and fixes"),
      Flag.withDefault(false)
    )
  },
  ({ json }) =>
    print(
      json
        ? `${JSON.stringify({ families, requirements: catalog }, null, 2)}\n`
        : listText(consoleOptions({ verbose: false, plain: false }))
    )
).pipe(
  Command.withDescription("Lists every requirement, by family."),
  Command.withShortDescription("List the requirements")
)

const listText = ({ paint }: ReporterOptions): string =>
  Object.entries(families)
    .map(([family, title]) => {
      const lines = requirementsOf(family).map(
        ({ id, level, title }) =>
          `  ${paint("bold", id.padEnd(7))}${paint(level === "MUST" ? "red" : "yellow", level.padEnd(7))}${title}`
      )
      return [paint("cyan", title), ...lines, ""].join("\n")
    })
    .join("\n")

const requirementsOf = (family: string) => catalog.filter(({ id }) => id.startsWith(`${family}-`))
