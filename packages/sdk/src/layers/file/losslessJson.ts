/** JSON without loss: numbers that JavaScript cannot hold stay as they were written. */

declare global {
  // In Node since 21; TypeScript's libraries do not name it yet.
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown
    ): unknown
    rawJSON(text: string): object
  }
}

/**
 * Parses JSON. A number with more digits than JavaScript's numbers have becomes a `JSON.rawJSON`, which
 * `JSON.stringify` writes as it was. Throws `SyntaxError`, whose message may repeat the text.
 *
 * @see https://tc39.es/proposal-json-parse-with-source/
 */
export const parseLosslessly = (text: string): unknown =>
  JSON.parse(text, (_, value, { source }) =>
    typeof value === "number" && source !== undefined && digits(source) !== digits(String(value))
      ? JSON.rawJSON(source)
      : value
  )

/** A number's sign, digits and exponent, however it is written. */
const digits = (literal: string): string => {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(literal) ?? []
  const all = `${whole}${fraction}`.replace(/^0+/, "")
  const significant = all.replace(/0+$/, "")
  if (significant === "") return "0"
  return `${sign}${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`
}
