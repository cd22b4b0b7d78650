/** Tells endpoints that nobody can be sent to: none at all, a placeholder, or a host that is reserved. */

const placeholders: ReadonlyArray<RegExp> = [
  /YOUR[_-]/,
  /\byour[_-](?:api|app|client|company|domain|host|instance|provider|realm|region|server|site|subdomain|tenant|url)\b/i,
  /<[^>]*>/,
  /\{[^}]*\}/,
  /%\([a-z_]+\)s/i,
  /\b(?:TODO|FIXME|TBD|XXX+)\b/,
  /\b(?:change|replace|fill)[_-]?(?:me|this|in)\b/i,
  /\/\/\.\.\./
]

const exampleHost = /(?:^|\.)example\.(?:com|net|org)\.?$|(?:^|\.)(?:example|invalid|test)\.?$/i

/**
 * Why an endpoint leads nowhere: "empty", "a placeholder" or "at a host that is reserved for examples", or null.
 *
 * @see RFC 6761, sections 6.2, 6.4 and 6.5
 */
export const unusableReason = (text: string): string | null => {
  if (text.trim() === "") return "empty"
  if (placeholders.some((pattern) => pattern.test(text))) return "a placeholder"
  const host = URL.parse(text)?.hostname ?? ""
  return exampleHost.test(host) ? "at a host that is reserved for examples" : null
}

/** Whether an endpoint is none at all, so that no other rule can judge it. A reserved host is an address. */
export const isUnusable = (text: string): boolean => {
  const reason = unusableReason(text)
  return reason === "empty" || reason === "a placeholder"
}
