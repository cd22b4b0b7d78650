/**
 * Writes the pages that are made from the sources: requirements, providers, errors, the reference, benchmarks, and parts of guides. Git
 * ignores them. `npm run docs` and `npm run docs:build` run it, after the packages are built.
 */
import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { madePages } from "./madePages.ts"
import { writePlaygroundFiles } from "./playground/writeFiles.ts"

for (const [name, pages] of Object.entries(madePages())) {
  const folder = join(import.meta.dirname, name)
  for (const path of globSync("**/*.md", { cwd: folder })) rmSync(join(folder, path))
  for (const [path, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
}

writePlaygroundFiles()
