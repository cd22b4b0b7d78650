/**
 * Writes the pages that are made from the sources: requirements, providers, errors, the reference, and parts of guides. Git
 * ignores them. `npm run docs` and `npm run docs:build` run it, after the packages are built.
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { writeErrors } from "./errors/writePages.ts"
import { writeGuideParts } from "./guides/writeParts.ts"
import { writeProviders } from "./providers/writePages.ts"
import { writeReference } from "./reference/writePages.ts"
import { writeRequirements } from "./requirements/writePages.ts"

/** Pages by folder and path. All Markdown of these folders is made here. */
const folders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  errors: writeErrors(),
  "guides/made": writeGuideParts(),
  providers: writeProviders(),
  reference: writeReference(),
  requirements: writeRequirements()
}

for (const [name, pages] of Object.entries(folders)) {
  const folder = join(import.meta.dirname, name)
  for (const path of globSync("**/*.md", { cwd: folder })) rmSync(join(folder, path))
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
}
