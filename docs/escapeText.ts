/** Plain text for pages. */

/** What is between brackets, which may have brackets in it, three deep. */
const between = (open: string, close: string): string =>
  ["1", "2", "3"].reduce(
    (inner) => `(?:[^\\${open}\\${close}]|\\${open}${inner}\\${close})*`,
    `[^\\${open}\\${close}]*`
  )

const call = `\\((?!s\\))${between("(", ")")}\\)`
const name = "[A-Za-z_]\\w*"

/** What looks like code: what stands in backticks already, calls, objects, members, assignments, files and names of several words. */
const code = new RegExp(
  [
    "`[^`]+`",
    `(?<![\\w.@/*])(?:await )?(?:${name}\\.)*${name}${call}(?:\\.${name}(?:${call})?)*`,
    `\\{${between("{", "}")}\\}`,
    `(?<![\\w.@/])${name}="[^"]*"`,
    `(?<![\\w.@/*])(?:[\\w-]+/)*\\w+\\.(?:json|py|ts)(?![\\w/])`,
    `(?<![\\w.@/*-])(?:self|credential|config|url|token)\\.[a-z_]\\w*`,
    `(?<![\\w/*{.@'"-])[a-z]+(?:_[a-z0-9]+)+(?![\\w/*}('"])(?:=[a-z_]+)?`,
    `(?<![\\w/*{.@'"-])[a-z]+(?:[A-Z][a-z0-9]+)+(?![\\w/*}('"])`,
    `(?<![\\w/*{.@'"-])(?:_+[a-z]+(?:_[a-z]+)*_*|[A-Z]+(?:_[A-Z]+)+)(?![\\w/*}('"])`,
    `(?<![\\w/*{.@'"-])(?:[A-Z][a-z0-9]+){3,}(?![\\w/*}('"])`
  ].join("|"),
  "g"
)

/** Writes a text so that Markdown and Vue show it as it is. What looks like code becomes code. */
export const escapeText = (text: string): string => {
  const found = [...text.matchAll(code)]
  const ends = found.map(({ 0: part, index }) => index + part.length)
  const plain = [0, ...ends].map((start, at) => escapePlain(text.slice(start, found[at]?.index)))
  return plain.map((before, at) => before + codeOf(found[at]?.[0])).join("")
}

const codeOf = (part = ""): string => (part === "" ? "" : `\`${part.replaceAll("`", "")}\``)

const escapePlain = (text: string): string =>
  text.replaceAll(/[\\*_#|[\]<>{}&]/g, (character) => `&#${character.charCodeAt(0)};`)
