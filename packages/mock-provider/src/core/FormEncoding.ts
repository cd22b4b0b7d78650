/** The `application/x-www-form-urlencoded` format, which OAuth uses for queries, bodies and Basic credentials. */

/**
 * Describes decoded pairs in their order; `malformed` says that an escape could not be decoded and was left as sent.
 */
export interface DecodedForm {
  readonly entries: ReadonlyArray<readonly [name: string, value: string]>
  readonly malformed: boolean
}

/**
 * Decodes one name or value; `undefined` when an escape is broken or is not UTF-8.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 */
export const decodeFormComponent = (text: string): string | undefined => {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text
  if (!spaced.includes("%")) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}

/**
 * Decodes a query or a body. It never fails: a broken escape stays as it was sent, and the result says so.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 */
export const decodeForm = (text: string): DecodedForm => {
  const entries: Array<readonly [string, string]> = []
  let malformed = false
  for (const part of text.split("&")) {
    if (part === "") continue
    const equals = part.indexOf("=")
    const rawName = equals < 0 ? part : part.slice(0, equals)
    const rawValue = equals < 0 ? "" : part.slice(equals + 1)
    const name = decodeFormComponent(rawName)
    const value = decodeFormComponent(rawValue)
    if (name === undefined || value === undefined) malformed = true
    entries.push([name ?? rawName, value ?? rawValue])
  }
  return { entries, malformed }
}

/**
 * Encodes pairs in the order given.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 */
export const encodeForm = (entries: ReadonlyArray<readonly [name: string, value: string]>): string =>
  new URLSearchParams(entries.map(([name, value]) => [name, value])).toString()
