/** How much randomness a client puts into its PKCE verifiers, as far as several of them show it. */

/** Sets of characters that verifiers are drawn from in practice, the smallest first. */
const alphabets: ReadonlyArray<RegExp> = [
  /^[0-9]*$/,
  /^[0-9a-f]*$/,
  /^[0-9A-F]*$/,
  /^[a-z]*$/,
  /^[A-Z]*$/,
  /^[0-9a-z]*$/,
  /^[0-9A-Z]*$/,
  /^[a-zA-Z]*$/,
  /^[0-9a-zA-Z]*$/
]
const sizes: ReadonlyArray<number> = [10, 16, 16, 26, 26, 36, 36, 52, 62]
/** Letters, digits and `-._~`. */
const unreserved = 66

/**
 * An upper bound, in bits, of the entropy of one verifier, read from several that were made independently: the places
 * that differ between them, each counted once however often it is repeated, times the bits of the smallest usual set
 * of characters that holds them all. It assumes that what varies is random.
 *
 * @see RFC 7636, section 7.1
 * @category measurement
 * @since 0.1.0
 */
export const verifierEntropy = (verifiers: ReadonlyArray<string>): number => {
  const length = Math.min(...verifiers.map((verifier) => verifier.length))
  const columns = Array.from({ length }, (_, at) => verifiers.map((verifier) => verifier[at]).join(""))
  const varying = new Set(columns.filter((column) => new Set(column).size > 1))
  return varying.size * Math.log2(alphabetSize([...varying].join("")))
}

/**
 * What three verifiers of 256 bits show at the least. A place where all three happen to have the same character seems not
 * to vary, and two places with the same three characters seem to be one; of sets of few characters that is a common
 * thing. A quarter of the bits is never lost to it.
 *
 * @category measurement
 * @since 0.1.0
 */
export const leastSeen = 192

const alphabetSize = (characters: string): number =>
  sizes[alphabets.findIndex((alphabet) => alphabet.test(characters))] ?? unreserved
