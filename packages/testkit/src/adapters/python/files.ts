/** Copies folders of this machine into Pyodide's own file system, which is all that Python sees of it. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"

/** What of Pyodide's file system is used. */
export interface PythonFiles {
  readonly mkdirTree: (path: string) => void
  readonly writeFile: (path: string, data: Uint8Array) => void
}

const largestFile = 2 ** 20
const mostFiles = 2000
const left = new Set(["__pycache__", "node_modules", ".git", ".venv"])

/**
 * Copies a folder, without caches and very large files.
 *
 * @category constructors
 * @since 0.1.0
 */
export const copyFolder = (files: PythonFiles, from: string, to: string) => {
  let copied = 0
  const copy = (source: string, target: string) => {
    files.mkdirTree(target)
    for (const entry of readdirSync(source, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1
    )) {
      const path = join(source, entry.name)
      if (left.has(entry.name) || copied >= mostFiles) continue
      if (entry.isDirectory()) copy(path, `${target}/${entry.name}`)
      else if (entry.isFile() && statSync(path).size <= largestFile) {
        copied += 1
        files.writeFile(`${target}/${entry.name}`, readFileSync(path))
      }
    }
  }
  copy(from, to)
}

/**
 * Finds this package's `python` folder, which lies beside `src` and `dist`.
 *
 * @category constructors
 * @since 0.1.0
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
