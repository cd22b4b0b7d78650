/** Reads the errors of the packages from their sources: what each says, its members, and what its messages look like. */
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { type Comment, type Node, parseSync, Visitor } from "oxc-parser"

const repository = join(import.meta.dirname, "../..")

/** An error of a package. */
export interface TaggedError {
  readonly tag: string
  /** The folder of its package: `sdk`. */
  readonly of: string
  readonly path: string
  /** The entries that export it: none for one that only shows in messages. */
  readonly entries: ReadonlyArray<string>
  readonly says: string
  readonly see: ReadonlyArray<string>
  readonly members: ReadonlyArray<string>
  /** Texts of messages in the source, with `…` for what differs. */
  readonly messages: ReadonlyArray<string>
}

/** Gives the errors of all packages, by package and in the order of their names. */
export const readErrors = (): ReadonlyArray<TaggedError> => {
  const files = globSync("packages/*/src/**/*.ts", { cwd: repository }).toSorted().map(readFile)
  const messages = files.flatMap((file) => file.messages)
  const exported = exports()
  return files
    .flatMap(({ errors }) => errors)
    .map((error) => ({
      ...error,
      entries: exported
        .filter(({ names }) => names.has(`${error.path} ${error.tag}`))
        .map(({ entry }) => entry),
      messages: [...new Set(messages.filter(({ tag }) => tag === error.tag).map(({ text }) => text))]
    }))
    .toSorted((one, other) => one.of.localeCompare(other.of) || one.tag.localeCompare(other.tag))
}

type Read = Omit<TaggedError, "entries" | "messages">

const readFile = (path: string) => {
  const source = readFileSync(join(repository, path), "utf8")
  const { comments, program } = parseSync(path, source)
  const errors: Array<Read> = []
  const messages: Array<{ readonly tag: string; readonly text: string }> = []
  const spreads = new Map<string, Node>()
  new Visitor({
    VariableDeclarator: ({ id, init }) => {
      if (id.type === "Identifier" && init?.type === "ObjectExpression") spreads.set(id.name, init)
    },
    ClassDeclaration: ({ id, start, superClass, superTypeArguments }) => {
      const call = superClass === null ? "" : source.slice(superClass.start, superClass.end)
      const tag = /^(?:Schema|Data)\.TaggedError\b[^]*?\(\s*"(\w+)"/.exec(call)?.[1]
      if (tag === undefined || id === null || superClass?.type !== "CallExpression") return
      const shape = superTypeArguments ?? superClass.arguments[1]
      errors.push({
        tag,
        of: path.split("/")[1] ?? "",
        path,
        members: shape === undefined ? [] : membersOf(shape, source, spreads),
        ...docstring(comments, source, start)
      })
    },
    NewExpression: ({ arguments: [argument], callee }) => {
      if (callee.type !== "Identifier" || argument?.type !== "ObjectExpression") return
      for (const property of argument.properties) {
        if (property.type !== "Property" || property.key.type !== "Identifier") continue
        if (property.key.name === "message")
          messages.push(...textsOf(property.value).map((text) => ({ tag: callee.name, text })))
      }
    }
  }).visit(program)
  return { errors, messages }
}

/** The names and forms of an error's members: of a schema's fields, or of a type. */
const membersOf = (
  shape: Node,
  source: string,
  spreads: ReadonlyMap<string, Node>
): ReadonlyArray<string> => {
  if (shape.type === "TSTypeParameterInstantiation") {
    const [literal] = shape.params
    return literal?.type !== "TSTypeLiteral"
      ? []
      : literal.members.map(({ end, start }) =>
          source
            .slice(start, end)
            .replace(/[;,]$/, "")
            .replaceAll(/\breadonly /g, "")
            .replaceAll(/\s+/g, " ")
        )
  }
  if (shape.type !== "ObjectExpression") return []
  return shape.properties.flatMap((property) => {
    if (property.type === "SpreadElement") {
      const spread = property.argument.type === "Identifier" ? spreads.get(property.argument.name) : undefined
      return spread === undefined ? [] : membersOf(spread, source, spreads)
    }
    const name = source.slice(property.key.start, property.key.end)
    const form = source.slice(property.value.start, property.value.end)
    return [`${name}${form.startsWith("Schema.optional") ? "?" : ""}: ${formOf(form)}`]
  })
}

/** A schema as a type: `Schema.Literals(["a", "b"])` is `"a" | "b"`. */
const formOf = (schema: string): string => {
  const inner = /^Schema\.optional(?:Key)?\(([^]+)\)$/.exec(schema)?.[1] ?? schema
  const literals = /^Schema\.Literals\(\[([^]+)\]\)$/.exec(inner)?.[1]
  if (literals !== undefined) return literals.replaceAll(/\s+/g, " ").trim().replaceAll(", ", " | ")
  return inner.replaceAll("Schema.", "").replace(/^(String|Number|Boolean)$/, (name) => name.toLowerCase())
}

const docstring = (comments: ReadonlyArray<Comment>, source: string, start: number) => {
  const before = comments.findLast(
    ({ end, type, value }) =>
      end <= start &&
      type === "Block" &&
      value.startsWith("*") &&
      /^\s*(export\s*)?$/.test(source.slice(end, start))
  )
  const lines = (before?.value ?? "").split("\n").map((line) => line.replace(/^[\s*]*/, "").trimEnd())
  const tags = lines.findIndex((line) => line.startsWith("@"))
  return {
    says: lines
      .slice(0, tags === -1 ? undefined : tags)
      .join("\n")
      .trim(),
    see: lines.flatMap((line) => /^@see (\S+)/.exec(line)?.slice(1) ?? [])
  }
}

/** The texts that a message can be, where it is written down as text. */
const textsOf = (value: Node): ReadonlyArray<string> => {
  if (value.type === "Literal" && typeof value.value === "string") return [value.value]
  if (value.type === "TemplateLiteral") return [value.quasis.map(({ value: { cooked } }) => cooked).join("…")]
  if (value.type === "ConditionalExpression")
    return [...textsOf(value.consequent), ...textsOf(value.alternate)]
  return []
}

/** What the public entries export, as the file that defines it and its name. */
const exports = () =>
  globSync("packages/*/package.json", { cwd: repository }).flatMap((manifest) => {
    const { exports: entries, name } = JSON.parse(readFileSync(join(repository, manifest), "utf8"))
    return Object.entries<{ "application-credentials-source"?: string } | null>(entries).flatMap(
      ([entry, target]) => {
        const source = target?.["application-credentials-source"]
        if (source === undefined) return []
        const path = join(repository, dirname(manifest), source)
        return [{ entry: name + entry.slice(1), names: namesIn(path) }]
      }
    )
  })

const namesIn = (path: string): ReadonlySet<string> => {
  const { module } = parseSync(path, readFileSync(path, "utf8"))
  return new Set(
    module.staticExports
      .flatMap(({ entries }) => entries)
      .map(({ exportName, moduleRequest }) => {
        const from = moduleRequest === null ? path : join(dirname(path), moduleRequest.value)
        return `${relative(repository, from)} ${exportName.name ?? ""}`
      })
  )
}
