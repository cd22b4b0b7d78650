/**
 * Times `application-credentials check` on one module with 100 inputs a property, as a whole process: a TypeScript
 * module, a Python one, and beside them, in turn, what any such process costs: an empty Node, and Pyodide's start.
 *
 * Run with `npm run bench`. Prints the minimum, median and maximum of the wall time, and the ratios of the medians.
 */
import { spawnSync } from "node:child_process"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rounds = Number(process.env["ROUNDS"] ?? 7)
const check = (integration: string) => [
  join(root, "packages/testkit/bin/application-credentials.js"),
  "check",
  join(root, "examples/integrations/sound", integration),
  "--runs",
  "100"
]

const scratch = mkdtempSync(join(tmpdir(), "bench-"))
const pyodide = join(scratch, "pyodide.mjs")
writeFileSync(
  pyodide,
  `import { loadPyodide } from ${JSON.stringify(import.meta.resolve("pyodide"))}\nawait loadPyodide()\n`
)
const empty = join(scratch, "empty.mjs")
writeFileSync(empty, "")

const contenders: ReadonlyArray<{ readonly name: string; readonly command: ReadonlyArray<string> }> = [
  { name: "an empty Node", command: [empty] },
  { name: "Pyodide's start alone", command: [pyodide] },
  { name: "check, TypeScript, server only", command: check("typescript/calendar") },
  { name: "check, TypeScript, PKCE and Basic", command: check("typescript/timeline") },
  { name: "check, Python, server only", command: check("python/tasks") },
  { name: "check, Python, PKCE", command: check("python/photos") }
]

/** Seconds that a process takes from start to end. */
const time = (command: ReadonlyArray<string>): number => {
  const began = performance.now()
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: "utf8" })
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}\n${stderr}`)
  return (performance.now() - began) / 1000
}

const times = new Map<string, Array<number>>(contenders.map(({ name }) => [name, []]))
for (let round = -1; round < rounds; round++) {
  for (const { command, name } of contenders) {
    const seconds = time(command)
    // The first round warms the caches and does not count.
    if (round >= 0) times.get(name)?.push(seconds)
  }
}

const median = (sorted: ReadonlyArray<number>): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
const rows = contenders.map(({ name }) => {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  return { name, min: sorted[0] ?? Number.NaN, median: median(sorted), max: sorted.at(-1) ?? Number.NaN }
})
const baseline = rows[0]?.median ?? Number.NaN
const width = Math.max(...rows.map(({ name }) => name.length))

process.stdout.write(`${rounds} rounds, Node ${process.versions.node}; seconds of wall time\n\n`)
process.stdout.write(`${"".padEnd(width)}     min  median     max   times an empty Node\n`)
for (const { max, median, min, name } of rows) {
  const figures = [min, median, max].map((seconds) => seconds.toFixed(2).padStart(6)).join("  ")
  process.stdout.write(`${name.padEnd(width)}  ${figures}  ${(median / baseline).toFixed(1).padStart(6)}\n`)
}
