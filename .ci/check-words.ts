/** Fails if a file says one of the words of `.ci/words/oldWords.ts`. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { oldWordsIn } from "./words/oldWords.ts"

const files = execFileSync(
  "git",
  ["ls-files", "*.ts", "*.js", "*.vue", "*.py", "*.md", "*.json", "*.yml", "*.css", ".ci/run"],
  {
    encoding: "utf8"
  }
)
  .trim()
  .split("\n")
  .filter((path) => existsSync(path))
const problems = files.flatMap((path) => oldWordsIn(path, readFileSync(path, "utf8")))

for (const problem of problems) console.error(problem)
console.log(`Words of ${files.length} files: ${problems.length} that are not to come back.`)
process.exitCode = problems.length === 0 ? 0 : 1
