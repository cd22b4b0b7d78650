/** Secrets written into source text. */

/** A constant that looks like a secret, by its name and its value. */
export interface SecretConstant {
  readonly name: string
  /** The secret itself, to be redacted from texts and never shown. */
  readonly value: string
  /** From 1. */
  readonly line: number
}

/** A name, what binds it to a value (`=`, `:`, a type between them), what it replaces, calls around it, and a literal. */
const binding =
  /(?<![\w$.-])["']?([A-Za-z_$][\w$-]*)["']?[ \t]*(?::[ \t]*[\w.[\]<>| ]+?)?[ \t]*(?:=(?!=)|:)[ \t\n]*(?:await[ \t]+)?(?:[\w.]+[ \t]+(?:or|\?\?|\|\|)[ \t]+)?(?:[\w.]*\([ \t\n]*)*[rbu]?(["'`])((?:(?!\2)[^\\\n])+)\2/g

const secretName =
  /(?:secret|password|passwd|private_?key|(?:access|refresh|bearer|auth)_?token)(?!.*(?:_?(?:url|uri|path|name|label|title|placeholder|pattern|regex))$)/i

/**
 * The constants of a source text (comments left out) that are secrets: the name says so, and the value is no word, key,
 * address or placeholder but a string as random as a generated secret.
 */
export const secretConstants = (code: string): ReadonlyArray<SecretConstant> => {
  const lineAt = (index: number) => code.slice(0, index).split("\n").length
  const bound = [...code.matchAll(binding)].flatMap(({ 1: name = "", 3: value = "", index }) =>
    secretName.test(name) && looksGenerated(value) ? [{ name, value, line: lineAt(index) }] : []
  )
  const credentials = [...code.matchAll(ownCredential)].flatMap(({ 2: value = "", index }) =>
    looksGenerated(value)
      ? [{ name: "the second argument of ClientCredential", value, line: lineAt(index) }]
      : []
  )
  return [...bound, ...credentials]
}

/** A credential that is made of a literal secret, as an integration does that imports one of its own. */
const ownCredential = /\bClientCredential\(\s*[^,()]+,\s*(["'])((?:(?!\1)[^\\\n])+)\1/g

/**
 * Whether a text looks like a generated secret: one piece of at least sixteen characters, letters and digits mixed with
 * many different ones among them, and none of the words that placeholders are made of.
 */
export const looksGenerated = (value: string): boolean =>
  /^[A-Za-z0-9+/=_\-.~!*$%&#@]{16,}$/.test(value) &&
  !/secret|token|your|example|placeholder|change|insert|dummy|sample|test|xxx|<|\{/i.test(value) &&
  !/^https?:/i.test(value) &&
  /[0-9]/.test(value) &&
  /[A-Za-z]/.test(value) &&
  bitsPerCharacter(value) >= 3

/** Shannon's entropy of the characters' frequencies. */
const bitsPerCharacter = (value: string): number => {
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  return [...counts.values()].reduce(
    (bits, count) => bits - (count / value.length) * Math.log2(count / value.length),
    0
  )
}
