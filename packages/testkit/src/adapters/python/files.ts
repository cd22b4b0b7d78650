/** Copies folders of this machine into Pyodide's own file system, which is all that Python sees of it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"

/** What of Pyodide's file system is used. */
export interface PythonFiles {
  readonly mkdirTree: (path: string) => void
  readonly writeFile: (path: string, data: Uint8Array) => void
}

/** Of what is no source: data that a module would hardly read. */
const largestFile = 2 ** 20
const left = new Set(["__pycache__", "node_modules", ".git", ".venv"])

/**
 * Copies a folder, without caches and very large data. A folder's own files come before those of its folders, so that
 * the module is there however much lies below it.
 */
export const copyFolder = (files: PythonFiles, from: string, to: string, mostFiles = 2000) => {
  let copied = 0
  const copy = (source: string, target: string) => {
    files.mkdirTree(target)
    const entries = readdirSync(source, { withFileTypes: true })
      .filter(({ name }) => !left.has(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name } of entries.filter((entry) => entry.isFile())) {
      const path = join(source, name)
      if (copied >= mostFiles || !(name.endsWith(".py") || statSync(path).size <= largestFile)) continue
      copied += 1
      files.writeFile(`${target}/${name}`, readFileSync(path))
    }
    for (const { name } of entries.filter((entry) => entry.isDirectory())) {
      if (copied < mostFiles) copy(join(source, name), `${target}/${name}`)
    }
  }
  copy(from, to)
}

/**
 * Finds this package's `python` folder, which lies beside `src` and `dist`.
 */
export const pythonFolder = (): string => {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, "python", "_conformance"))) {
    const above = dirname(folder)
    if (above === folder) throw new Error("The package's python folder is missing.")
    folder = above
  }
  return join(folder, "python")
}
