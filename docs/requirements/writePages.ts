/** The pages of the requirements: what each asks, why, how to keep it, and how often real integrations do not. */
import { readFileSync } from "node:fs"
import type { Requirement } from "@application-credentials/testkit"
import { catalog, families, homeAssistants } from "@application-credentials/testkit"
import { escapeText } from "../escapeText.ts"
import { examplesOf } from "../playground/examples.ts"
import { asWhole } from "./asWhole.ts"
import { fieldCount } from "./fieldCount.ts"

interface Example {
  readonly fault: string
  readonly change: string
}

const examples: Readonly<Record<string, Readonly<Record<string, Example | undefined>>>> = JSON.parse(
  readFileSync(new URL("../../packages/testkit/src/catalog/examples.json", import.meta.url), "utf8")
)

/** Writes a page for each requirement, and their list. */
export const writeRequirements = (): Readonly<Record<string, string>> => ({
  "index.md": index(),
  ...Object.fromEntries(catalog.map((requirement) => [`${requirement.id}.md`, page(requirement)]))
})

const index = (): string =>
  [
    "# Requirements",
    "What the check holds a module to. A MUST that is broken fails the check; a SHOULD is reported. Each page says why the rule is there, shows a faulty module beside its fix, and says how many real integrations break it.",
    ...Object.entries(families).flatMap(([code, name]) => [
      `## ${name} (${code}) {#${code.toLowerCase()}}`,
      catalog
        .filter(({ id }) => id.startsWith(`${code}-`))
        .map(({ id, level, title }) => `- [${id}](${id}.md) ${level} ${escapeText(title)}`)
        .join("\n")
    ])
  ].join("\n\n")

const page = ({ fix, id, level, rationale, source, title, versions }: Requirement): string => {
  const [family = ""] = id.split("-")
  return [
    `# ${id}`,
    `**${escapeText(title)}.**`,
    facts({ id, level, family, source, versions })
      .map(([name, value]) => `- **${name}**: ${value}`)
      .join("\n"),
    "## Why it matters",
    escapeText(rationale),
    "## How to fix it",
    fixes(fix),
    ...languages.flatMap((language) => exampleOf(id, language)),
    "## Check it, or accept it",
    `\`\`\`sh\nnpx @application-credentials/testkit check custom_components/acme --requirement ${id}\n\`\`\``,
    "To accept a failure for a time, write a waiver into `application-credentials.config.json` ([how](../guides/fix.md#accept-a-failure-for-a-time)):",
    `\`\`\`json\n${JSON.stringify({ waivers: [{ requirement: id, reason: "why, and until when", expires: "2027-01-31" }] }, null, 2)}\n\`\`\``
  ].join("\n\n")
}

const facts = ({
  family,
  id,
  level,
  source,
  versions
}: Pick<Requirement, "id" | "level" | "source"> & {
  readonly family: string
  readonly versions: string | undefined
}) => [
  [
    "Level",
    level === "MUST"
      ? "MUST: a module that breaks it fails the check"
      : "SHOULD: reported, and fails only with `--fail-on should`"
  ],
  ["About", Object.entries(families).find(([code]) => code === family)?.[1] ?? family],
  ["Source", `[${escapeText(source.name)}](${source.url})`],
  [
    "Home Assistant",
    `${versionsOf(versions)} ([versions that are checked](../guides/home-assistant-versions.md))`
  ],
  ["In the field", fieldCount(id)]
]

const versionsOf = (versions: string | undefined): string =>
  versions === undefined ? `the same from ${homeAssistants.at(-1)?.since} on` : escapeText(versions)

/** Writes a fix: what to do in words, and then for each language. */
export const fixes = (fix: string): string =>
  escapeText(fix.replace(/ \(Python: ([^]*)\)\.$/, ". Python: $1."))
    .replaceAll(/(?<=^|\. )(TypeScript|Python): /g, "\n\n**$1**: ")
    .replaceAll(/ +\n/g, "\n")
    .trim()

const languages = [
  { id: "python", name: "Python", code: "python" },
  { id: "typescript", name: "TypeScript", code: "ts" }
] as const

const exampleOf = (
  requirement: Requirement["id"],
  { code, id, name }: (typeof languages)[number]
): ReadonlyArray<string> => {
  const example = examples[requirement]?.[id]
  if (example === undefined) return []
  const { change, fault } = example
  return [
    `## Example in ${name}`,
    `${fault.replace(/^a/, "A")}.`,
    ...asWhole(change).flatMap(({ faulty, fixed, path }) => [
      `<div class="beside"><div>\n\n${blockOf(code, path, "Faulty", faulty)}\n\n</div><div>\n\n${blockOf(code, path, "Fixed", fixed)}\n\n</div></div>`
    ]),
    tryIt(examplesOf(requirement, id))
  ]
}

/** Links that open a faulty module and its fix in the playground. */
const tryIt = ([faulty, fixed]: ReturnType<typeof examplesOf>): string =>
  faulty === undefined || fixed === undefined
    ? "This example uses what only Node has: the [command](../guides/check.md) checks it, the playground does not."
    : `Try it in the playground: [the faulty module](../playground.md#${faulty.id}), [the fixed one](../playground.md#${fixed.id}).`

const blockOf = (
  code: string,
  path: string,
  what: string,
  { lines, marked }: { readonly lines: ReadonlyArray<string>; readonly marked: ReadonlyArray<number> }
): string => {
  const language = path.endsWith(".json") ? "json" : code
  if (lines.length === 0) return `${what}: \`${path}\` is not there.`
  const highlighted = marked.length === 0 ? "" : `{${marked.join(",")}}`
  return `${what}: \`${path}\`\n\n\`\`\`${language}${highlighted}\n${lines.join("\n")}\n\`\`\``
}
