/** XML without a library: an element is a text, and nothing gets into it but through these. */
import { printable } from "./text.ts"

/** A text as XML. Characters that XML cannot hold, and those that nobody sees, are written as escapes such as `\u001b`. */
export const xmlText = (text: string): string =>
  printable(text)
    .replaceAll(/[\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`)
    .replaceAll(/[&<>"'\n]/g, (character) => entities[character] ?? character)

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\n": "&#10;"
}

/** An element; what is inside it is XML already. */
export const element = (
  name: string,
  attributes: { readonly [name: string]: string | number },
  inside = ""
): string => {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
  const start = `<${name}${written.join("")}`
  return inside === "" ? `${start}/>` : `${start}>${inside}</${name}>`
}
