/** Fails if an import goes against `.ci/imports/rules.ts`. */
import { glob, readFile } from "node:fs/promises"
import { specifiersOf } from "./imports/specifiersOf.ts"
import { violationOf } from "./imports/violationOf.ts"

const sources = "{packages/*/{src,test,bin},examples,bench,.ci}/**/*.{ts,js}"
const isOurs = (path: string) => !/(^|\/)(node_modules|dist)(\/|$)/.test(path)

const publicEntriesOf = async (manifest: string): Promise<ReadonlyArray<string>> => {
  const { name, exports } = JSON.parse(await readFile(manifest, "utf8"))
  return Object.keys(exports)
    .filter((entry) => exports[entry] !== null)
    .map((entry) => name + entry.slice(1))
}

const manifests = await Array.fromAsync(glob("packages/*/package.json"))
const entries = new Set((await Promise.all(manifests.map(publicEntriesOf))).flat())
const files = (await Array.fromAsync(glob(sources))).filter(isOurs).toSorted()
const problems = await Promise.all(
  files.map(async (from) =>
    specifiersOf(from, await readFile(from, "utf8")).flatMap((specifier) => {
      const violation = violationOf({ from, specifier }, entries)
      return violation === null ? [] : [`${from}: "${specifier}": ${violation}`]
    })
  )
)

for (const problem of problems.flat()) console.error(problem)
console.log(`Imports of ${files.length} files: ${problems.flat().length} against the rules.`)
process.exitCode = problems.flat().length === 0 ? 0 : 1
