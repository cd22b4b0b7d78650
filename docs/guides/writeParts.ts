/** Parts of guides that are made from the sources. */
import { catalog, homeAssistants } from "@application-credentials/testkit"
import { escapeText } from "../escapeText.ts"
import { table } from "../table.ts"
import { customFailures } from "../requirements/fieldCount.ts"
import { fixes } from "../requirements/writePages.ts"

/** Writes the parts, for guides to include. */
export const writeGuideParts = (): Readonly<Record<string, string>> => ({
  "commonest.md": commonest(),
  "versions.md": versions()
})

const count = (id: string): number => customFailures.filter((ids) => ids.includes(id)).length

/** The ten requirements that most custom integrations break. */
const commonest = (): string =>
  catalog
    .toSorted((one, other) => count(other.id) - count(one.id))
    .slice(0, 10)
    .flatMap(({ fix, id, level, rationale, title }) => [
      `## ${id}: ${escapeText(title)}`,
      `**${count(id)} of ${customFailures.length}** break this ${level}. ${escapeText(rationale)}`,
      fixes(fix),
      `[Example and source of ${id}](../requirements/${id}.md)`
    ])
    .join("\n\n")

const versions = (): string =>
  table([
    ["Checked as", "Covers", "Not there yet"],
    ...homeAssistants.map(({ lacks, since, version }, index) => [
      version,
      index === 0 ? `${since} and later` : since === version ? since : `${since} to ${version}`,
      lacks
        .filter((name) => !/\._\w+$/.test(name))
        .map((name) => `\`${name.replace(/^homeassistant\./, "")}\``)
        .join(", ") || "nothing"
    ])
  ])
