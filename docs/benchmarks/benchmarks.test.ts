/** Every figure says how it came to be, and what the page says of a goal is so. */
import { existsSync } from "node:fs"
import { expect, it } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { measurements } from "./figures.ts"
import { writeBenchmarks } from "./writePage.ts"

const page = writeBenchmarks()["index.md"] ?? ""
const rowOf = (what: string) => page.split("\n").find((line) => line.startsWith(`| ${what} `)) ?? ""

it.each(measurements)(
  "$title: a command that there is, a day that has been, a machine, and figures",
  (each) => {
    const script = /^(?:[A-Z]+=\d+ )*npm run ([\w:]+)/.exec(each.command)?.[1]
    expect(script === undefined ? existsSync(each.command) : script in manifest.scripts).toBe(true)
    expect(each.day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(Date.parse(each.day)).toBeLessThanOrEqual(Date.now())
    expect(each.machine).not.toBe("")
    expect(each.figures.length).toBeGreaterThan(0)
    expect(page).toContain(`\`${each.command}\`, on ${each.day}`)
  }
)

it.each(
  measurements.flatMap(({ figures }) =>
    figures.flatMap(({ goal, ...rest }) => (goal ? [{ goal, ...rest }] : []))
  )
)("$what: reached or missed, as the numbers say", ({ goal, value, what }) => {
  const misses = "atMost" in goal ? value > goal.atMost : value < goal.atLeast
  expect(rowOf(what)).toMatch(misses ? / missed +\|$/ : / reached +\|$/)
})
