/** Reads the public entries from the declarations that `npm run build` makes: docstrings, and types as they are written. */
import { readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { type Comment, parseSync } from "oxc-parser"

const repository = join(import.meta.dirname, "../..")

/** Something that an entry exports. */
export interface Exported {
  readonly name: string
  /** The page that it is on, named as the file that declares it: `LinkError`. */
  readonly page: string
  readonly category: string
  readonly prose: string
  readonly example: string
  readonly see: ReadonlyArray<string>
  readonly since: string
  /** Its declarations, as TypeScript has them: a schema and its type have the same name. */
  readonly code: string
}

/** A public entry. */
export interface Entry {
  readonly specifier: string
  /** Its folder in the reference: `sdk-promise`. */
  readonly folder: string
  readonly exported: ReadonlyArray<Exported>
}

/** Gives the public entries, package by package. */
export const readEntries = (): ReadonlyArray<Entry> =>
  ["sdk", "mock-provider", "testkit"].flatMap((folder) => {
    const manifest = join(repository, "packages", folder, "package.json")
    const { exports, name } = JSON.parse(readFileSync(manifest, "utf8"))
    return Object.entries<{ readonly types?: string } | string | null>(exports).flatMap(([entry, target]) => {
      if (target === null || typeof target === "string" || target.types === undefined) return []
      return [
        {
          specifier: name + entry.slice(1),
          folder: folder + entry.slice(1).replace("/", "-"),
          exported: readExports(join(dirname(manifest), target.types))
        }
      ]
    })
  })

/** Everything that an entry's declarations export, wherever it is declared. */
const readExports = (path: string): ReadonlyArray<Exported> => {
  const { module } = parseSync(path, readFileSync(path, "utf8"))
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ exportName: { name }, importName, moduleRequest }) => {
      if (name === null) return []
      const from =
        moduleRequest === null ? path : join(dirname(path), moduleRequest.value.replace(/\.ts$/, ".d.ts"))
      const declared = readDeclarations(from).filter(
        (declaration) => declaration.name === (importName.name ?? name)
      )
      return declared.length === 0 ? follow(from, importName.name ?? name) : [together(name, from, declared)]
    })
    .filter((one, index, all) => all.findIndex(({ name }) => name === one.name) === index)
}

/** A name that the file only passes on. */
const follow = (path: string, name: string): ReadonlyArray<Exported> =>
  readExports(path).filter((exported) => exported.name === name)

interface Declaration {
  readonly name: string
  readonly doc: string
  readonly code: string
}

const known = new Map<string, ReadonlyArray<Declaration>>()

const readDeclarations = (path: string): ReadonlyArray<Declaration> => {
  const before = known.get(path)
  if (before !== undefined) return before
  const source = readFileSync(path, "utf8")
  const { comments, program } = parseSync(path, source)
  const text = ({ end, start }: { readonly start: number; readonly end: number }) => source.slice(start, end)
  const bases = new Map<string, string>()
  const found = program.body.flatMap((statement): ReadonlyArray<Declaration> => {
    if (statement.type === "VariableDeclaration") {
      for (const { id } of statement.declarations) {
        const annotation = id.type === "Identifier" ? id.typeAnnotation?.typeAnnotation : undefined
        if (id.type === "Identifier" && annotation) bases.set(id.name, text(annotation))
      }
    }
    if (statement.type !== "ExportNamedDeclaration" || statement.declaration === null) return []
    const { declaration } = statement
    const doc = docstring(comments, source, statement.start)
    if (declaration.type === "VariableDeclaration") {
      return declaration.declarations.flatMap(({ id }) =>
        id.type === "Identifier" ? [{ name: id.name, doc, code: text(declaration) }] : []
      )
    }
    if (!("id" in declaration) || declaration.id?.type !== "Identifier") return []
    return [{ name: declaration.id.name, doc, code: text(declaration) }]
  })
  const whole = found.map(({ code, ...rest }) => ({
    ...rest,
    code: code
      .replace(/^declare /, "")
      .replace(/ extends (\w+_base)\b/, (all, base: string) => ` extends ${bases.get(base) ?? all}`)
      .replace(/ \{\s*\}$/, "")
      .replaceAll(/^(?: {4})+/gm, (indent) => " ".repeat(indent.length / 2))
  }))
  known.set(path, whole)
  return whole
}

const docstring = (comments: ReadonlyArray<Comment>, source: string, start: number): string =>
  comments.findLast(
    ({ end, type, value }) =>
      end <= start && type === "Block" && value.startsWith("*") && source.slice(end, start).trim() === ""
  )?.value ?? ""

/** What is exported under one name, as one: the docstring that says most, and all declarations. */
const together = (name: string, path: string, declarations: ReadonlyArray<Declaration>): Exported => {
  const [longest = ""] = declarations
    .map(({ doc }) => doc)
    .toSorted((one, other) => other.length - one.length)
  const lines = longest.split("\n").map((line) => line.replace(/^ *\*? ?/, "").trimEnd())
  const tagged = lines.findIndex((line) => line.startsWith("@"))
  const tag = (tagName: string) =>
    lines.flatMap((line) => (line.startsWith(`@${tagName} `) ? [line.slice(tagName.length + 2)] : []))
  const from = basename(path, ".d.ts")
  return {
    name,
    page: from === "index" ? "exports" : from,
    category: tag("category")[0] ?? "other",
    prose: lines
      .slice(0, tagged === -1 ? undefined : tagged)
      .join("\n")
      .trim(),
    example: /@example\n(```ts\n[^]*?\n```)/.exec(lines.join("\n"))?.[1] ?? "",
    see: tag("see"),
    since: tag("since")[0] ?? "",
    code: declarations.map(({ code }) => code).join("\n\n")
  }
}
