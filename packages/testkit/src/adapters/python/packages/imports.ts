/** What Python sources import, read off their text: more than they run, and nothing that they compute. */

/**
 * The dotted names that a source imports, also those that may be names of a module: `a.b` and `a.b.c` for
 * `from a.b import c`. Relative ones begin with a dot for each level.
 */
export const importsOf = (source: string): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const [, list = ""] of source.matchAll(plain)) {
    for (const part of list.split(",")) {
      const [name = ""] = part.trim().split(/\s/)
      if (dotted.test(name)) names.add(name)
    }
  }
  for (const [, module = "", list = ""] of source.matchAll(from)) {
    names.add(module)
    for (const part of withoutComments(list)
      .replaceAll(/[()\\]/g, " ")
      .split(",")) {
      const [name = ""] = part.trim().split(/\s/)
      if (/^\w+$/.test(name)) names.add(module.endsWith(".") ? `${module}${name}` : `${module}.${name}`)
    }
  }
  return names
}

const plain = /^[ \t]*import[ \t]+([^\n#;(]+)/gm
const from = /^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|(?:[^\n#\\]|\\\n)+)/gm
const dotted = /^\w+(?:\.\w+)*$/

const withoutComments = (list: string): string => list.replaceAll(/#[^\n]*/g, "")

/**
 * The absolute names that an integration's module imports, by itself and by those of its own files that it imports.
 */
export const importsOfModule = (
  files: { readonly [path: string]: string },
  moduleFile: string
): ReadonlySet<string> => {
  const names = new Set<string>()
  const seen = new Set<string>()
  const visit = (path: string) => {
    const source = files[path]
    if (source === undefined || seen.has(path)) return
    seen.add(path)
    const folder = path.split("/").slice(0, -1)
    for (const name of importsOf(source)) {
      if (!name.startsWith(".")) names.add(name)
      for (const own of ownFiles(name, folder)) visit(own)
    }
  }
  visit(moduleFile)
  return names
}

/** The files that a relative name may mean, from a folder of the integration. */
const ownFiles = (name: string, folder: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [, dots = "", rest = ""] = /^(\.*)(.*)$/.exec(name) ?? []
  if (dots === "" || dots.length - 1 > folder.length) return []
  const parts = [...folder.slice(0, folder.length - (dots.length - 1)), ...rest.split(".").filter(Boolean)]
  const path = parts.join("/")
  return [...(path === "" ? [] : [`${path}.py`]), path === "" ? "__init__.py" : `${path}/__init__.py`]
}
