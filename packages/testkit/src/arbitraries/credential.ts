/** Client credentials that a provider may hand out. */
import * as fc from "fast-check"
import type { CredentialInput } from "../subject/Protocol.ts"

const alphanumeric = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"]

/**
 * A string of letters and digits.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const alphanumericString = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphanumeric), minLength, maxLength })

const vschar = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index))

/**
 * A string of any visible ASCII characters and spaces, which is all that OAuth allows in ids, secrets, codes and
 * tokens. Never blank at either end: Home Assistant strips those.
 *
 * @see RFC 6749, appendix A
 * @category arbitraries
 * @since 0.1.0
 */
export const vscharString = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...vschar), minLength, maxLength })
    .filter((text) => text.trim() === text && text.length >= minLength)

const credentialOf = (
  text: (min: number, max: number) => fc.Arbitrary<string>
): fc.Arbitrary<CredentialInput> =>
  fc.record({
    clientId: text(1, 24).map((id) => `id-${id}`),
    clientSecret: text(8, 32).map((secret) => `secret-${secret}`),
    name: fc.option(
      alphanumericString(1, 12).map((name) => `Account ${name}`),
      { nil: null }
    )
  })

/**
 * A credential of letters, digits and hyphens, such as nearly all providers make.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const ordinaryCredential = credentialOf(alphanumericString)

/**
 * Any credential that OAuth allows, every visible ASCII character included.
 *
 * @see RFC 6749, appendices A.1 and A.2
 * @category arbitraries
 * @since 0.1.0
 */
export const anyCredential = credentialOf(vscharString)
