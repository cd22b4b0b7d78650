/**
 * Times the mock provider: token requests over HTTP beside other servers, a flow in the process, and memory over a
 * million token requests.
 *
 * Run all with `npm run bench:provider`, or one with `npm run bench:provider -- http`, `flow` or `memory`. Every server
 * has a process of its own; the requests come from this one. Servers take turns, so that what else the machine does
 * falls on all alike: the ratios say more than the rates. ROUNDS sets how often (default 9).
 */
import { timeOverHttp } from "./provider/http.ts"
import { timeInProcess } from "./provider/inProcess.ts"
import { measureMemory } from "./provider/memory.ts"

const tell = (line: string): void => void process.stdout.write(`${line}\n`)

const parts = {
  flow: () => tell(timeInProcess(20_000)),
  http: () => timeOverHttp(Number(process.env["ROUNDS"] ?? 9), tell),
  memory: () => measureMemory(tell)
}

const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name)

const [asked] = process.argv.slice(2)
if (asked !== undefined && !isPart(asked)) {
  throw new Error(`There is no ${asked}: choose one of ${Object.keys(parts).join(", ")}`)
}
for (const name of ["flow", "http", "memory"] as const) {
  if (asked === undefined || asked === name) await parts[name]()
}
