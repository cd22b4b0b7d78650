/**
 * Times `application-credentials check` with 100 inputs a property, as a whole process: one module of each kind, many modules,
 * and a first check without a cache; and beside them, in turn, what any such process costs: an empty Node, and Pyodide's start.
 *
 * Run with `npm run bench`, on a quiet machine. `ROUNDS` (default 5) and `MODULES` (default 84) make it shorter. Prints the
 * minimum, median and maximum of the wall time, the most memory that was in use, and the goals.
 */
import { spawn, spawnSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const rounds = Number(process.env["ROUNDS"] ?? 5)
const many = Number(process.env["MODULES"] ?? 84)
const scratch = mkdtempSync(join(tmpdir(), "bench-"))

const check = (folder: string) => [
  join(root, "packages/testkit/bin/application-credentials.js"),
  "check",
  folder,
  "--runs",
  "100",
  "--fail-on",
  "never"
]
const example = (integration: string) => check(join(root, "examples/integrations/sound", integration))

const script = (name: string, text: string): ReadonlyArray<string> => {
  const file = join(scratch, name)
  writeFileSync(file, text)
  return [file]
}
const pyodide = `import { loadPyodide } from ${JSON.stringify(import.meta.resolve("pyodide"))}\nawait loadPyodide()\n`

/** Many modules like real ones, most of which only name their server: the test modules, each in a few copies. */
const writeModules = (): string => {
  const all = join(scratch, "all")
  spawnSync(process.execPath, [join(root, "packages/testkit/test/mutants/write.ts"), all], {
    stdio: "inherit"
  })
  const folder = join(scratch, "many")
  const python = join(all, "sound/python")
  const names = readdirSync(python).toSorted()
  const picked = Array.from({ length: many }, (_, index) =>
    index % 4 === 0 ? (names[index % names.length] ?? "") : "acme_server"
  )
  for (const [index, name] of picked.entries())
    cpSync(join(python, name), join(folder, String(index), name), { recursive: true })
  return folder
}

interface Run {
  readonly seconds: number
  readonly megabytes: number
}

/**
 * Memory of a process and its descendants, in MB, as Linux counts what each has of its own: pages of files, such as Node's, and what
 * several share are not in it. 0 elsewhere.
 */
const memoryOf = (pid: number): number => {
  const parents = new Map<number, number>()
  const sizes = new Map<number, number>()
  for (const name of quietly(() => readdirSync("/proc"), []).filter((name) => /^\d+$/.test(name))) {
    const status = quietly(() => readFileSync(`/proc/${name}/status`, "utf8"), "")
    parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0))
    sizes.set(Number(name), Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024)
  }
  const isBelow = (other: number): boolean => other === pid || (other > 1 && isBelow(parents.get(other) ?? 0))
  return [...sizes].reduce((sum, [other, size]) => (isBelow(other) ? sum + size : sum), 0)
}

const quietly = <A>(read: () => A, otherwise: A): A => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** Runs a command to its end. A home of its own has no cache. */
const run = (command: ReadonlyArray<string>, home?: string): Promise<Run> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const env = home === undefined ? process.env : { ...process.env, HOME: home, NODE_COMPILE_CACHE: home }
    const child = spawn(process.execPath, command, { stdio: ["ignore", "ignore", "pipe"], env })
    let megabytes = 0
    let complaint = ""
    const looking = setInterval(() => {
      megabytes = Math.max(megabytes, memoryOf(child.pid ?? 0))
    }, 100)
    child.stderr.on("data", (text) => (complaint += text))
    child.on("exit", (code) => {
      clearInterval(looking)
      if (code === 0) resolve({ seconds: (performance.now() - began) / 1000, megabytes })
      else reject(new Error(`${command.join(" ")} ended with ${code}\n${complaint}`))
    })
  })

const contenders: ReadonlyArray<{ readonly name: string; readonly command: ReadonlyArray<string> }> = [
  { name: "an empty Node", command: script("empty.mjs", "") },
  { name: "Pyodide's start alone", command: script("pyodide.mjs", pyodide) },
  { name: "check, TypeScript, server only", command: example("typescript/calendar") },
  { name: "check, TypeScript, PKCE and Basic", command: example("typescript/timeline") },
  { name: "check, Python, server only", command: example("python/tasks") },
  { name: "check, Python, PKCE", command: example("python/photos") }
]

const median = (values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const modules = writeModules()
const seconds = new Map<string, Array<number>>(contenders.map(({ name }) => [name, []]))
for (let round = -1; round < rounds; round++) {
  for (const { command, name } of contenders) {
    const { seconds: time } = await run(command)
    // The first round warms the caches and does not count.
    if (round >= 0) seconds.get(name)?.push(time)
  }
}
const cold = await run(example("python/tasks"), mkdtempSync(join(scratch, "home-")))
const together = await run(check(modules))
rmSync(scratch, { recursive: true, force: true })

const write = (text: string) => void process.stdout.write(`${text}\n`)
const times = (name: string): ReadonlyArray<number> => seconds.get(name) ?? []
const of = (name: string): number => median(times(name))
const width = Math.max(...contenders.map(({ name }) => name.length))

write(
  `${rounds} rounds, Node ${process.versions.node}, ${availableParallelism()} processors; seconds of wall time\n`
)
write(`${"".padEnd(width)}     min  median     max   times Pyodide's start`)
for (const { name } of contenders) {
  const figures = [Math.min(...times(name)), of(name), Math.max(...times(name))]
  const row = figures.map((time) => time.toFixed(2).padStart(6)).join("  ")
  write(`${name.padEnd(width)}  ${row}  ${(of(name) / of("Pyodide's start alone")).toFixed(2).padStart(6)}`)
}

const goal = (what: string, value: number, most: number, unit: string) =>
  write(`${value <= most ? "✓" : "✗"} ${what}: ${value.toFixed(2)} ${unit}, at most ${most} ${unit}`)
write("")
const start = of("Pyodide's start alone")
goal("one Python module", of("check, Python, server only") / start, 0.8, "of Pyodide's start")
goal("one TypeScript module", of("check, TypeScript, server only"), 1, "s")
goal(`${many} modules`, together.seconds / many, 0.8, "s a module")
goal("the most memory in use", together.megabytes, 700, "MB")
goal("a first check without a cache", cold.seconds / of("check, Python, server only"), 2, "of a warm one")
