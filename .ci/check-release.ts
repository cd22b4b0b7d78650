/** Fails if this checkout cannot be released under the tag given: `node .ci/check-release.ts v0.1.0`. */
import { join } from "node:path"
import { problemsOf } from "./release/problemsOf.ts"

const [tag] = process.argv.slice(2)
if (tag === undefined) throw new Error("Name the tag: node .ci/check-release.ts v0.1.0")
const problems = problemsOf(join(import.meta.dirname, ".."), tag)
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1
