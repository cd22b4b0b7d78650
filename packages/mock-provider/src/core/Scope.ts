/** Scopes: their syntax and how they narrow. */

/** Names what stands between two scopes: the standard is a space. */
export type ScopeSeparator = "space" | "comma" | "space-or-comma"

/**
 * Decodes a scope parameter into its values, without repetitions; `undefined` when it is malformed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const decodeScope = (
  text: string,
  separator: ScopeSeparator = "space"
): ReadonlyArray<string> | undefined => {
  const spaced = separator === "space" ? text : withSpaces(text, separator)
  if (!/^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/.test(spaced)) return undefined
  const values = spaced.split(" ")
  return [...new Set(separator === "comma" ? values.map(unquoteSpace) : values)]
}

/**
 * Encodes the values of a scope.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const encodeScope = (scope: ReadonlyArray<string>, separator: ScopeSeparator = "space"): string =>
  scope.join(separator === "comma" ? "," : " ")

// Where commas separate, a space is a part of a name, and means one scope that nobody has.
const quotedSpace = "%20"
const unquoteSpace = (value: string): string => value.replaceAll(quotedSpace, " ")
const withSpaces = (text: string, separator: "comma" | "space-or-comma"): string =>
  (separator === "comma" ? text.replaceAll(" ", quotedSpace) : text).replaceAll(",", " ")

/** Keeps of the values asked for those that are allowed, in the order asked. */
export const narrowScope = (
  asked: ReadonlyArray<string>,
  allowed: ReadonlyArray<string> | undefined
): ReadonlyArray<string> => (allowed === undefined ? asked : asked.filter((value) => allowed.includes(value)))
