/** Reads the placeholders out of a text in the ICU message format, in which Home Assistant's strings are written. */

/**
 * The names of a text's arguments, in the order of their first use. `{name}`, `{count, plural, one {# of {total}}
 * other {...}}` and the like are read; what quotes protect (`'{name}'`) is text. An unbalanced brace ends the reading
 * there.
 *
 * @see https://unicode-org.github.io/icu/userguide/format_parse/messages/
 */
export const placeholdersOf = (text: string): ReadonlyArray<string> => {
  const names = new Set<string>()
  readMessage(unquoted(text), 0, names)
  return [...names]
}

/** Stands for a character that quotes protect. */
const protectedCharacter = "\u0000"

/** The text with protected characters made harmless. A quote that protects nothing is an apostrophe. */
const unquoted = (text: string): string =>
  text.replace(/''|'([{}|#][^']*(?:''[^']*)*)(?:'|$)/g, (whole, quoted: string | undefined) =>
    quoted === undefined ? protectedCharacter : protectedCharacter.repeat(whole.length)
  )

/** Reads up to the brace that closes this message, and gives the position after it. */
const readMessage = (text: string, start: number, names: Set<string>): number => {
  let at = start
  while (at < text.length) {
    const character = text.charAt(at++)
    if (character === "}") return at
    if (character === "{") at = readArgument(text, at, names)
  }
  return at
}

/** Reads an argument after its opening brace: a name, and perhaps a format with messages of its own. */
const readArgument = (text: string, start: number, names: Set<string>): number => {
  const end = /[,{}]/g
  end.lastIndex = start
  const stop = end.exec(text)
  const name = text.slice(start, stop?.index ?? text.length).trim()
  if (stop === null) return text.length
  if (isName(name)) names.add(name)
  let at = stop.index + 1
  if (stop[0] === "}") return at
  while (at < text.length) {
    const character = text.charAt(at++)
    if (character === "}") return at
    if (character === "{") at = readMessage(text, at, names)
  }
  return at
}

const isName = (name: string): boolean => name !== "" && !/[\s\u0000]/.test(name)

/** Whether a placeholder is the beginning of a link's target in a text's Markdown: `[here]({name})`, `<{name}>`. */
export const isLinkTarget = (text: string, name: string): boolean =>
  text.includes(`](<{${name}}`) ||
  text.includes(`]({${name}}`) ||
  text.includes(`<{${name}}`) ||
  text.includes(`href="{${name}}`)
