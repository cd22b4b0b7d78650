/** Whether a text gives a secret away, however it is written. */
import { Base64, Hex } from "effect/encoding"

/**
 * Whether a text contains a secret: as it is, percent-encoded or form-encoded (once or twice), escaped as in JSON, in
 * hexadecimal digits, or in Base64 of either alphabet, alone or as a part of something longer such as an HTTP Basic
 * pair.
 *
 * A secret of fewer than eight characters is never found: it may be there by chance.
 */
export const reveals = (text: string, secret: string): boolean => {
  if (secret.length < shortest) return false
  const written = readings(text)
  if (written.some((reading) => reading.includes(secret))) return true
  if (text.toLowerCase().includes(Hex.encode(secret))) return true
  const plain = written.map((reading) => reading.replaceAll("-", "+").replaceAll("_", "/"))
  return alignments(secret).some((part) => plain.some((reading) => reading.includes(part)))
}

const shortest = 8

/** The text as it is, decoded once and twice, and with the escapes of a JSON string taken out. */
const readings = (text: string): ReadonlyArray<string> => {
  const once = percentDecoded(text)
  const form = percentDecoded(text.replaceAll("+", " "))
  return [...new Set([text, once, form, percentDecoded(once), percentDecoded(form), unescaped(text)])]
}

const percentDecoded = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

const unescaped = (text: string): string => text.replaceAll(/\\(["'\\/])/g, "$1")

/**
 * The Base64 of a secret at each of the three offsets that it can have within something longer, without the characters
 * that depend on what stands around it.
 */
const alignments = (secret: string): ReadonlyArray<string> =>
  [0, 1, 2].map((offset) => {
    const encoded = Base64.encode("\0".repeat(offset) + secret).replaceAll("=", "")
    const before = offset === 0 ? 0 : offset + 1
    const after = (offset + secret.length) % 3 === 0 ? 0 : 1
    return encoded.slice(before, encoded.length - after)
  })
