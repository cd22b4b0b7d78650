/** HTML that cannot be broken out of. */

/** Holds HTML. Only `html` makes it. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Html | undefined | ReadonlyArray<Html>

/**
 * Makes HTML of a template. What is put in is text, which is escaped for elements and for quoted attributes alike, or
 * HTML that was made so.
 *
 * @see https://html.spec.whatwg.org/multipage/syntax.html#syntax-charref
 */
export const html = (strings: TemplateStringsArray, ...parts: ReadonlyArray<Part>): Html =>
  new Html(strings.map((string, index) => string + written(parts[index])).join(""))

const written = (part: Part): string => {
  if (part === undefined) return ""
  if (typeof part === "string") return escaped(part)
  return part instanceof Html ? part.text : part.map(({ text }) => text).join("")
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
