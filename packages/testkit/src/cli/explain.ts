/** `application-credentials explain ID`: why a requirement is, how to keep it, and a module that does not. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import type { Requirement } from "../catalog/Requirement.ts"
import { requirementUrl } from "../catalog/requirementUrl.ts"
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
    const examples = yield* loadExamples
    yield* print(
      requirements
        .map((requirement) => [
          ...explanation(requirement, options),
          ...Object.entries(examples[requirement.id] ?? {}).flatMap((example) =>
            exampleLines(...example, options)
          ),
          ""
        ])
        .map((lines) => lines.join("\n"))
        .join("\n")
    )
  })
).pipe(
  Command.withDescription(
    "Explains a requirement: what it asks, why, where it comes from, how to fix a module that breaks it, and a faulty module with its fix in each language."
  ),
  Command.withShortDescription("Explain a requirement")
)

const explanation = (
  { fix, id, level, rationale, source, title, versions }: Requirement,
  options: ReporterOptions
): ReadonlyArray<string> => {
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
    ...(versions === undefined ? [] : section("Versions of Home Assistant", versions)),
    ...section("Source", `${source.name}\n${source.url}`),
    ...section("More", requirementUrl(id))
  ]
}

/** One faulty module of a requirement: what it is, and how it differs from a sound one. In the lines of its change those at fault begin with "-", the fixed with "+". */
interface Example {
  readonly fault: string
  readonly change: string
}

type Examples = { readonly [id: string]: { readonly [language: string]: Example | undefined } }

/** Loaded on demand: no other command needs it. */
const loadExamples = Effect.promise(
  async (): Promise<Examples> =>
    (await import("../catalog/examples.json", { with: { type: "json" } })).default
)

const languageNames: Readonly<Record<string, string>> = { python: "Python", typescript: "TypeScript" }

const exampleLines = (
  language: string,
  example: Example | undefined,
  { paint }: ReporterOptions
): ReadonlyArray<string> =>
  example === undefined
    ? []
    : [
        "",
        `  ${paint("cyan", `Example in ${languageNames[language] ?? language}`)}: ${example.fault} (-), and the fix (+)`,
        ...example.change.split("\n").map((line) => `    ${paintLine(line, paint)}`.trimEnd())
      ]

const paintLine = (line: string, paint: ReporterOptions["paint"]): string => {
  if (line.startsWith("-")) return paint("red", line)
  if (line.startsWith("+")) return paint("green", line)
  return line.startsWith("#") ? paint("bold", line) : line
}
