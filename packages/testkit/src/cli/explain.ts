/** `application-credentials explain ID`: why a requirement is, and how to keep it. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import type { Requirement } from "../catalog/Requirement.ts"
import type { ReporterOptions } from "../reporters/Reporter.ts"
import { wrap } from "../reporters/text.ts"
import { consoleOptions, print } from "./console.ts"
import { parseRequirement } from "./requirements.ts"

/** The command. */
export const explain = Command.make(
  "explain",
  {
    id: Argument.String("id").pipe(
      Argument.withDescription("A requirement or a family, such as AUT-2 or AUT")
    )
  },
  Effect.fnUntraced(function* ({ id }) {
    const requirements = yield* parseRequirement(id)
    const options = consoleOptions({ verbose: false, plain: false })
    yield* print(requirements.map((requirement) => explanation(requirement, options)).join("\n"))
  })
).pipe(
  Command.withDescription(
    "Explains a requirement: what it asks, why, where it comes from, and how to fix a module that breaks it."
  ),
  Command.withShortDescription("Explain a requirement")
)

const explanation = (
  { fix, id, level, rationale, source, title }: Requirement,
  options: ReporterOptions
): string => {
  const { paint } = options
  const section = (name: string, text: string) => [
    "",
    `  ${paint("cyan", name)}`,
    ...wrap(text, Math.min(options.width, 100) - 4).map((line) => `    ${line}`)
  ]
  return [
    `${paint("bold", id)} ${paint(level === "MUST" ? "red" : "yellow", level)} ${title}`,
    ...section("Why", rationale),
    ...section("Fix", fix),
    ...section("Source", `${source.name}\n${source.url}`),
    ""
  ].join("\n")
}
