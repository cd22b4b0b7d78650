/** Whether a scope is well formed. */

/**
 * What is wrong with a scope, to follow "the scope", or null. Commas are legal characters of a token, and a few
 * providers want them in place of spaces: they are no fault, but a scope is still there once.
 *
 * @see RFC 6749, section 3.3
 */
export const scopeFault = (scope: string): string | null => {
  const tokens = scope.split(" ")
  if (tokens.includes(""))
    return "has a space too many: one separates two scopes, and none stands at the ends"
  const illegal = [...scope].find((character) => !/[\x20\x21\x23-\x5b\x5d-\x7e]/.test(character))
  if (illegal !== undefined) return `holds ${JSON.stringify(illegal)}, which no scope may have`
  if (/^[[(].*[\])]$/.test(scope)) return "is a list printed as text"
  const names = tokens.length === 1 ? scope.split(",") : tokens
  const twice = names.find((name, index) => names.indexOf(name) < index)
  return twice === undefined ? null : `names ${JSON.stringify(twice)} twice`
}
