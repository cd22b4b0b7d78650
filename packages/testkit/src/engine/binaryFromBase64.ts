/** Reads Base64 as servers do, which are not strict about it. */

/**
 * Decodes Base64 of either alphabet, with padding or without, leaving out what is no character of it. Gives a text with one
 * character a byte.
 */
export const binaryFromBase64 = (text: string): string => {
  const digits = text
    .replace(/=.*$/s, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/")
    .replaceAll(/[^A-Za-z0-9+/]/g, "")
  // A single character at the end is less than a byte.
  return atob(digits.length % 4 === 1 ? digits.slice(0, -1) : digits)
}
