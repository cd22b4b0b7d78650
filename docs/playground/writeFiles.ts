/** Puts beside the pages what the playground fetches: Pyodide, and the files of the examples. Git ignores it. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { examples } from "./examples.ts"

const folder = join(import.meta.dirname, "../public/playground")
const manifest = createRequire(import.meta.url).resolve("pyodide/package.json")
const needed = [
  "pyodide.mjs",
  "pyodide.asm.mjs",
  "pyodide.asm.wasm",
  "python_stdlib.zip",
  "pyodide-lock.json"
]

/** Writes them: Pyodide in a folder that is named by its version, so that browsers may keep it for ever. */
export const writePlaygroundFiles = (): void => {
  const { version }: { readonly version: string } = createRequire(import.meta.url)(manifest)
  const pyodide = join(folder, `pyodide-${version}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(pyodide, { recursive: true })
  for (const name of needed) copyFileSync(join(dirname(manifest), name), join(pyodide, name))
  mkdirSync(join(folder, "examples"))
  for (const { domain, files, id, title } of examples())
    writeFileSync(join(folder, `examples/${id}.json`), JSON.stringify({ title, domain, files }))
}
