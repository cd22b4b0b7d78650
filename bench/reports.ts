/**
 * Compares two reports of `application-credentials check --reporter json`, such as from before and after a change of the engine:
 * `node bench/reports.ts BEFORE.json AFTER.json`. Durations do not count. Prints each difference, and how many there are of
 * each kind; exit code 1 where a verdict differs.
 *
 * `node packages/testkit/test/mutants/write.ts FOLDER` writes modules of every kind to check.
 */
import { readFile } from "node:fs/promises"

interface Verdict {
  readonly id: string
  readonly verdict: string
  readonly durationMillis: number
  readonly message: string
}

interface Report {
  readonly subjects: ReadonlyArray<{ readonly path: string; readonly verdicts: ReadonlyArray<Verdict> }>
}

const [before, after] = process.argv.slice(2)
if (before === undefined || after === undefined)
  throw new Error("Name two reports: node bench/reports.ts BEFORE.json AFTER.json")

/** The verdicts of a report, by module and requirement. */
const read = async (file: string): Promise<ReadonlyMap<string, Verdict>> => {
  const { subjects }: Report = JSON.parse(await readFile(file, "utf8"))
  return new Map(
    subjects.flatMap(({ path, verdicts }) =>
      verdicts.map((verdict) => [`${path} ${verdict.id}`, { ...verdict, durationMillis: 0 }] as const)
    )
  )
}

/** What differs between two verdicts, or null. */
const kindOf = (one: Verdict | undefined, other: Verdict | undefined): string | null => {
  if (one?.verdict !== other?.verdict) return "verdict"
  if (one?.message !== other?.message) return "message"
  return JSON.stringify(one) === JSON.stringify(other) ? null : "counterexample"
}

const [old, now] = [await read(before), await read(after)]
const counts = new Map<string, number>()
for (const key of new Set([...old.keys(), ...now.keys()])) {
  const [one, other] = [old.get(key), now.get(key)]
  const kind = kindOf(one, other)
  if (kind === null) continue
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const told = (verdict: Verdict | undefined) =>
    kind === "counterexample" ? JSON.stringify(verdict) : `${verdict?.verdict}: ${verdict?.message}`
  process.stdout.write(`${kind} ${key}\n  - ${told(one)}\n  + ${told(other)}\n`)
}
const found = [...counts].map(([kind, count]) => `${count} differ in ${kind}`).join(", ")
process.stdout.write(`${old.size} verdicts before, ${now.size} after; ${found || "none differs"}\n`)
process.exitCode = old.size !== now.size || counts.has("verdict") ? 1 : 0
