/** What Home Assistant's own tests expect: the same here, or another thing on purpose. The table in the docs is made of it. */
import { describe, expect, it } from "@effect/vitest"
import { component } from "./component.ts"
import { flow } from "./flow.ts"
import type { Scenario } from "./Scenario.ts"

const files: ReadonlyArray<readonly [string, ReadonlyArray<Scenario>]> = [
  ["tests/components/application_credentials/test_init.py", component],
  ["tests/helpers/test_config_entry_oauth2_flow.py", flow]
]

const rowOf = ({ about, test, why }: Scenario): ReadonlyArray<string> => [
  `\`${test}\``,
  about,
  why ?? "the same"
]

/** A Markdown table, as the formatter would write it. */
const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const [head, ...body] = rows.map(line)
  return [head, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body].join("\n")
}

const page = [
  "# Beside Home Assistant's own tests",
  "What each of them expects, in our words, and what a host of this SDK does.\n`packages/sdk/test/homeassistant` asks it, and makes this page.",
  ...files.map(([name, scenarios]) =>
    [`## ${name}`, table([["test", "what it is about", "here"], ...scenarios.map(rowOf)])].join("\n\n")
  )
].join("\n\n")

describe.each(files)("Home Assistant's %s", (_, scenarios) => {
  it.effect.each(scenarios)("$test", ({ run }) => run)
})

describe("docs/home-assistant.md", () => {
  it("is what these tests say", async () => {
    await expect(`${page}\n`).toMatchFileSnapshot("../../../../docs/home-assistant.md")
  })
})
