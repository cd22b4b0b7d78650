/** Scopes: their syntax and how they narrow. */

/**
 * Decodes a scope parameter into its values, without repetitions; `undefined` when it is malformed.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 * @category decoding
 * @since 0.1.0
 */
export const decodeScope = (text: string): ReadonlyArray<string> | undefined => {
  if (!/^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/.test(text)) return undefined
  return [...new Set(text.split(" "))]
}

/**
 * Keeps of the values asked for those that are allowed, in the order asked.
 *
 * @category combining
 * @since 0.1.0
 */
export const narrowScope = (
  asked: ReadonlyArray<string>,
  allowed: ReadonlyArray<string> | undefined
): ReadonlyArray<string> => (allowed === undefined ? asked : asked.filter((value) => allowed.includes(value)))
