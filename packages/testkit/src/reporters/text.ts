/** Words and lines. */

/**
 * A number and its noun: `1 module`, `2 modules`.
 *
 * @category text
 * @since 0.1.0
 */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

/**
 * Breaks a text into lines of at most `width` characters, between words where that is possible. Line breaks of the
 * text itself stay.
 *
 * @category text
 * @since 0.1.0
 */
export const wrap = (text: string, width: number): ReadonlyArray<string> =>
  text.split("\n").flatMap((paragraph) => wrapLine(paragraph, width))

const wrapLine = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === "" ? word : `${line} ${word}`
  }
  return [...lines, line]
}
