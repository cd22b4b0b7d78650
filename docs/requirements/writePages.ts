/** The pages of the requirements: what each asks, why, how to keep it, and how often real integrations do not. */
import { readFileSync } from "node:fs"
import type { Requirement } from "@application-credentials/testkit"
import { catalog, families, homeAssistants } from "@application-credentials/testkit"
import { escapeText } from "../escapeText.ts"
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
    ...Object.entries(examples[id] ?? {}).flatMap(([language, example]) =>
      example === undefined ? [] : exampleOf(language, example)
    ),
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

const languages: Readonly<Record<string, { readonly name: string; readonly code: string }>> = {
  python: { name: "Python", code: "python" },
  typescript: { name: "TypeScript", code: "ts" }
}

const exampleOf = (language: string, { change, fault }: Example): ReadonlyArray<string> => {
  const { code = "", name = language } = languages[language] ?? {}
  return [
    `## Example in ${name}`,
    `${fault.replace(/^a/, "A")}.`,
    ...asWhole(change).flatMap(({ faulty, fixed, path }) => [
      `<div class="beside"><div>\n\n${blockOf(code, path, "Faulty", faulty)}\n\n</div><div>\n\n${blockOf(code, path, "Fixed", fixed)}\n\n</div></div>`
    ])
  ]
}

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
