/** How often real integrations break a requirement, as the field report has it. */
import { readFileSync } from "node:fs"

/** The ids that each integration fails, by the table of failures below a heading. */
const failures = (heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const report = readFileSync(new URL("../field-report.md", import.meta.url), "utf8")
  const [section = ""] = (report.split(`\n## ${heading}\n`)[1] ?? "").split("\n## ")
  const table = section.split("\n\n").find((part) => /^\s*\| integration .*\| failing /.test(part))
  if (table === undefined)
    throw new Error(`docs/field-report.md has no table of failing requirements below "${heading}".`)
  const [head = "", , ...rows] = table.trim().split("\n")
  const failing = head
    .split("|")
    .flatMap((name, index) => (name.trim().startsWith("failing ") ? [{ index, family: familyOf(name) }] : []))
  return rows.map((row) => {
    const cells = row.split("|")
    return failing.flatMap(({ family, index }) =>
      (cells[index]?.match(/(?:[A-Z]{3}-)?\d+/g) ?? []).map((id) => family + id)
    )
  })
}

/** The family that a column is of, whose cells have numbers alone: `FLO-` of `failing FLO-`. */
const familyOf = (column: string): string => /\b[A-Z]{3}-\s*$/.exec(column)?.[0].trim() ?? ""

/** The ids that each custom integration fails. */
export const customFailures = failures("Custom integrations")

const custom = { name: "custom integrations", failing: customFailures }
const core = { name: "modules of Home Assistant core", failing: failures("Modules of core") }

const flows = { name: "custom integrations with an OAuth flow", failing: failures("Config flows") }

/** Families that the report leaves out for modules of core, which were checked without all of their files. */
const ofCustomOnly = /^(PKG|PLH)-/

/** Says how many of the integrations that were checked fail a requirement. */
export const fieldCount = (id: string): string => {
  const groups = id.startsWith("FLO-") ? [flows] : ofCustomOnly.test(id) ? [custom] : [custom, core]
  const counts = groups.map(
    ({ failing, name }) => `${failing.filter((ids) => ids.includes(id)).length} of ${failing.length} ${name}`
  )
  return `fails in ${counts.join(" and ")} ([field report](../field-report.md))`
}
