/** The pages of the reference. */
import { type Entry, type Exported, readEntries } from "./readEntries.ts"

/** Writes a page for each file that an entry exports something of, a list for each entry, and the list of entries. */
export const writeReference = (): Readonly<Record<string, string>> => {
  const entries = readEntries()
  const pages = entries.flatMap((entry) => [
    [`${entry.folder}/index.md`, writeIndex(entry)],
    ...[...new Set(entry.exported.map(({ page }) => page))].map((page) => [
      `${entry.folder}/${page}.md`,
      writePage(page, entry)
    ])
  ])
  return {
    "index.md": `${introduction}\n\n${entries
      .map(
        ({ exported, folder, specifier }) =>
          `- [\`${specifier}\`](${folder}/index.md): ${exported.length} exports`
      )
      .join("\n")}`,
    ...Object.fromEntries(pages)
  }
}

const introduction = `# Reference

Everything that the packages export, from their docstrings. The examples run as tests. What to use when is in the
[guides](../guides/check.md).`

/** An entry: what it exports, by category. */
const writeIndex = ({ exported, specifier }: Entry): string => {
  const categories = [...new Set(exported.map(({ category }) => category))].toSorted()
  return [
    `# ${specifier}`,
    ...categories.flatMap((category) => [
      `## ${category.charAt(0).toUpperCase()}${category.slice(1)}`,
      exported
        .filter((one) => one.category === category)
        .toSorted((one, other) => one.name.localeCompare(other.name))
        .map((one) => `- [\`${one.name}\`](${one.page}.md#${anchor(one.name)}) ${firstSentence(one.prose)}`)
        .join("\n")
    ])
  ].join("\n\n")
}

/** A page of an entry: all that one of its files declares. */
const writePage = (page: string, { exported, specifier }: Entry): string => {
  const own = exported.filter((one) => one.page === page)
  return [
    `# ${own.length === 1 ? own[0]?.name : page}`,
    `\`\`\`ts\nimport { ${own.map(({ name }) => name).join(", ")} } from "${specifier}"\n\`\`\``,
    ...own.flatMap((one) => [...(own.length === 1 ? [] : [`## ${one.name}`]), ...describe(one)])
  ].join("\n\n")
}

const describe = ({ code, example, prose, see, since }: Exported): ReadonlyArray<string> => [
  escapeProse(prose),
  `\`\`\`ts\n${shortened(code)}\n\`\`\``,
  ...(example === "" ? [] : ["Example:", example]),
  ...(see.length === 0
    ? []
    : [
        `See ${see.map((source) => (source.startsWith("https://") ? `<${source}>` : `\`${source}\``)).join(", ")}.`
      ]),
  ...(since === "" ? [] : [`Since ${since}.`])
]

/** The longest declaration that is shown whole, in characters: TypeScript writes some inferred types out at great length. */
const longest = 5000

const shortened = (code: string): string =>
  code.length <= longest
    ? code
    : `${code.slice(0, code.lastIndexOf("\n", longest))}\n// ... ${code.slice(longest).split("\n").length} more lines`

/** Docstrings are Markdown already, but for what Vue or HTML would take for its own. */
const escapeProse = (prose: string): string =>
  prose
    .replaceAll(/\{@link (\w+)\}/g, "`$1`")
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[<{}]/g, (character) => `&#${character.charCodeAt(0)};`)
    )
    .join("")

const firstSentence = (prose: string): string =>
  escapeProse(/^[^]*?[.:](?=\s|$)/.exec(prose)?.[0].replaceAll("\n", " ").replace(/:$/, ".") ?? prose)

const anchor = (name: string): string => name.toLowerCase()
