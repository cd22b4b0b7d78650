/**
 * Times `application-credentials check --watch`: how long after a change of the module's file its report is there, beside a whole
 * `check` of the same module.
 *
 * Run with `npm run bench:watch`, on a quiet machine. `ROUNDS` (default 9) makes it shorter. Prints the minimum, median and maximum of
 * the wall time, and the goals.
 */
import { spawn } from "node:child_process"
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rounds = Number(process.env["ROUNDS"] ?? 9)
const scratch = mkdtempSync(join(tmpdir(), "bench-"))
const command = join(root, "packages/testkit/bin/application-credentials.js")

const contenders = [
  { name: "TypeScript, server only", example: "typescript/calendar", goal: 0.5 },
  { name: "TypeScript, PKCE and Basic", example: "typescript/timeline", goal: 0.5 },
  { name: "Python, server only", example: "python/tasks", goal: 1 },
  { name: "Python, PKCE", example: "python/photos", goal: 1 }
]

const copyOf = (example: string): string => {
  const folder = join(scratch, example)
  cpSync(join(root, "examples/integrations/sound", example), folder, { recursive: true })
  return folder
}

/** Runs a command, and gives what waits until it has printed a text since it was last waited for. */
const start = (args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [command, "check", ...args], { stdio: ["ignore", "pipe", "inherit"] })
  let output = ""
  let heard = () => {}
  child.stdout.on("data", (text) => {
    output += text
    heard()
  })
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()))
  const until = (text: RegExp) =>
    new Promise<void>((resolve, reject) => {
      void ended.then(() => reject(new Error(`the command ended before it printed ${text}`)))
      heard = () => {
        const found = text.exec(output)
        if (found === null) return
        output = output.slice(found.index + found[0].length)
        heard = () => {}
        resolve()
      }
      heard()
    })
  return { until, ended, end: () => child.kill("SIGINT") }
}

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** What a report ends with. */
const reported = /\d+ modules? (?:keeps?|breaks?) [^\n]*\n/

const changed = async (folder: string): Promise<ReadonlyArray<number>> => {
  const module = readdirSync(folder).find((name) => name.startsWith("application_credentials.")) ?? ""
  const comment = module.endsWith(".py") ? "#" : "//"
  const watch = start([folder, "--watch"])
  const times: Array<number> = []
  for (let round = -1; round < rounds; round++) {
    await watch.until(/Waiting for changes\.\n/)
    // An author reads and writes meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 2000))
    appendFileSync(join(folder, module), `${comment} ${round}\n`)
    const time = await secondsOf(() => watch.until(reported))
    if (round >= 0) times.push(time)
  }
  watch.end()
  await watch.ended
  return times
}

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const write = (text: string) => void process.stdout.write(`${text}\n`)
const width = Math.max(...contenders.map(({ name }) => name.length))
write(`${rounds} rounds, Node ${process.versions.node}; seconds of wall time from a change to its report`)
write(`${"".padEnd(width + 2)}     min  median     max   of a whole check`)
for (const { example, goal, name } of contenders) {
  const folder = copyOf(example)
  const whole: Array<number> = []
  for (let round = -1; round < 3; round++) {
    const time = await secondsOf(() => start([folder, "--fail-on", "never"]).ended)
    if (round >= 0) whole.push(time)
  }
  const times = await changed(folder)
  const figures = [Math.min(...times), median(times), Math.max(...times)]
  const row = figures.map((time) => time.toFixed(2).padStart(6)).join("  ")
  const ratio = (median(times) / median(whole)).toFixed(2).padStart(6)
  write(`${median(times) <= goal ? "✓" : "✗"} ${name.padEnd(width)}  ${row}  ${ratio}, at most ${goal} s`)
}
rmSync(scratch, { recursive: true, force: true })
