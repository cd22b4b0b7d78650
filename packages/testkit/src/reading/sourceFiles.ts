/** The source files that a module consists of. */
import type { Integration } from "../subject/Integration.ts"
import { codeOf } from "./sourceText.ts"

/** A source file without its comments; line numbers are those of the file. */
export interface SourceFile {
  readonly path: string
  readonly code: string
}

/** The module's file and the siblings that it imports, directly or through others. */
export const sourceFiles = (integration: Integration): ReadonlyArray<SourceFile> => {
  const code = codeOf(integration)
  const found = new Set<string>()
  const visit = (path: string): void => {
    const text = code.get(path)
    if (text === undefined || found.has(path)) return
    found.add(path)
    for (const sibling of importsOf(text, path)) visit(sibling)
  }
  visit(integration.moduleFile)
  return [...found].map((path) => ({ path, code: code.get(path) ?? "" }))
}

/** The paths that a file may import, some of which do not exist. */
const importsOf = (code: string, path: string): ReadonlyArray<string> => {
  const folder = path.split("/").slice(0, -1)
  const python = [
    ...code.matchAll(/^[ \t]*from[ \t]+(\.+)([\w.]*)[ \t]+import[ \t]+\(?([^()\n]*(?:\n[^()]*(?=\)))?)/gm)
  ]
  const typeScript = [...code.matchAll(/(?:from|import)[ \t\n]*\(?[ \t\n]*["'](\.[^"']*)["']/g)]
  return [
    ...python.flatMap(([, dots = ".", module = "", names = ""]) => pythonPaths(folder, dots, module, names)),
    ...typeScript.flatMap(([, target = ""]) => {
      const resolved = new URL(target, `file:///${path}`).pathname.slice(1)
      return [resolved, `${resolved}.ts`, `${resolved}.js`]
    })
  ]
}

const pythonPaths = (
  folder: ReadonlyArray<string>,
  dots: string,
  module: string,
  names: string
): ReadonlyArray<string> => {
  const parent = folder.slice(0, folder.length - (dots.length - 1))
  const target = [...parent, ...module.split(".").filter((part) => part !== "")].join("/")
  const within = (name: string) => (target === "" ? name : `${target}/${name}`)
  const imported = [...names.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => within(`${name}.py`))
  return [`${target}.py`, within("__init__.py"), ...imported]
}
