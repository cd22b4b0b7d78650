/** Ids, secrets, codes and tokens as text. */
import * as fc from "fast-check"

const digits = 8

/**
 * An opaque text as most providers make them: a prefix and eight letters and digits. It is long enough not to occur
 * anywhere by chance, and shrinks in one step to zeros.
 */
export const opaqueText = (prefix: string): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 36 ** digits - 1 }).map((n) => prefix + n.toString(36).padStart(digits, "0"))

const visible = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))

/** Letters first, so that texts shrink to them. */
const vschar = visible.toSorted((a, b) => Number(/\w/.test(b)) - Number(/\w/.test(a)))

/**
 * A string of any visible ASCII characters and spaces, which is all that OAuth allows in ids, secrets, codes and
 * tokens. Never blank at either end: Home Assistant strips those.
 *
 * @see RFC 6749, appendix A
 */
export const vscharText = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...vschar), minLength, maxLength }).filter((text) => text.trim() === text)
