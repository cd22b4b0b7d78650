/** Text that others wrote, as it may stand in a log or a terminal. */

/**
 * Escapes what is no plain character (control codes, directions of writing, half a surrogate), and cuts what is long.
 */
export const printable = (text: string, limit: number = 200): string => {
  const escaped = text
    .slice(0, limit)
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
    )
  return text.length > limit ? `${escaped}…` : escaped
}
