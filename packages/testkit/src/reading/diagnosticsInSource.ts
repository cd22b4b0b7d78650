/** Reads off the source whether diagnostics give a token away: what they hold at run time may be another thing. */

/** All of an entry, its token, or a token by its own name: what must not leave as it is. */
const exposure = new RegExp(
  [
    String.raw`\b\w*entry\.as_dict\(\)`,
    String.raw`\b\w*entry\.data\b(?!\s*(?:\[|\.get\())`,
    String.raw`\b\w*entry\.data\s*(?:\[|\.get\()\s*(?:["']token["']|CONF_TOKEN)`,
    String.raw`["'](?:access|refresh)_token["']\s*:\s*(?!["'])`
  ].join("|")
)

/** What of the diagnostics' source seems to give a token away, and in which line; null where nothing does. */
export const diagnosticsInSource = (
  diagnostics: string,
  code: ReadonlyMap<string, string>
): { readonly what: string; readonly line: number } | null => {
  const exposed = exposure.exec(diagnostics)
  if (exposed === null) return null
  const seen = (what: string) => ({ what, line: diagnostics.slice(0, exposed.index).split("\n").length })
  const calls = [...diagnostics.matchAll(/\basync_redact_data\s*\(/g)].map(({ index }) =>
    secondArgument(diagnostics, index)
  )
  if (calls.length === 0) {
    return /\w*redact\w*\(|\bREDACTED\b|\*\*\*/.test(diagnostics)
      ? seen("redacts in a way of its own")
      : seen("holds the entry's data, and nothing redacts the token")
  }
  const redacted = calls.map((argument) => redactedKeys(argument, [...code.values()].join("\n")))
  if (redacted.some((keys) => keys === null)) return seen("does not show which members it redacts")
  const hasRefreshToken = [...code.values()].some((text) => /["']refresh_token["'](?!\s*:\s*None)/.test(text))
  return redacted.some((keys) => keys !== null && coversToken(keys, hasRefreshToken))
    ? null
    : seen("holds the entry's data, and what is redacted leaves the token out")
}

/** What stands between the first comma of a call and its end. */
const secondArgument = (code: string, start: number): string => {
  let depth = 0
  let comma = -1
  for (let at = code.indexOf("(", start); at < code.length; at++) {
    const character = code[at] ?? ""
    if ("([{".includes(character)) depth++
    else if (")]}".includes(character) && --depth === 0) return comma < 0 ? "" : code.slice(comma + 1, at)
    else if (character === "," && depth === 1 && comma < 0) comma = at
  }
  return ""
}

/** The names and texts of a set of keys, which may be a constant of any file; null where it is not found. */
const redactedKeys = (argument: string, code: string): ReadonlyArray<string> | null => {
  const words = wordsOf(argument)
  const names = words.filter((word) => /^[A-Z][A-Z0-9_]*$/.test(word))
  const isLiteral = /["'[{]/.test(argument)
  const defined = names.flatMap((name) => {
    const definition = new RegExp(`^${name}\\b[^=\\n]*=\\s*([^\\n]*?[\\[({][^\\])}]*)`, "m").exec(code)?.[1]
    return definition === undefined ? [] : wordsOf(definition)
  })
  return isLiteral || defined.length > 0 ? [...words, ...defined] : null
}

const wordsOf = (text: string): ReadonlyArray<string> => text.match(/\w+/g) ?? []

const coversToken = (keys: ReadonlyArray<string>, hasRefreshToken: boolean): boolean => {
  const bare = new Set(keys.map((key) => key.toLowerCase().replace(/^(?:conf|attr)_/, "")))
  return (
    bare.has("token") ||
    bare.has("data") ||
    (bare.has("access_token") && (bare.has("refresh_token") || !hasRefreshToken))
  )
}
