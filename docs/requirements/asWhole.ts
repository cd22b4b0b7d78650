/** Reads the change between a faulty module and its fix as two texts. */

/** One side of a change: its lines, and the numbers of those that the other side does not have. */
export interface Side {
  readonly lines: ReadonlyArray<string>
  readonly marked: ReadonlyArray<number>
}

/** What changes in a file. */
export interface FileChange {
  readonly path: string
  readonly faulty: Side
  readonly fixed: Side
}

/** Gives the files of a change as the catalogue keeps it: `# path`, then lines after "-", "+" or a space. */
export const asWhole = (change: string): ReadonlyArray<FileChange> =>
  change.split(/^# /m).flatMap((file) => {
    const [path = "", ...lines] = file.trimEnd().split("\n")
    return path === "" ? [] : [{ path, faulty: side(lines, "-"), fixed: side(lines, "+") }]
  })

const side = (lines: ReadonlyArray<string>, mark: "-" | "+"): Side => {
  const own = lines.filter((line) => line.startsWith(" ") || line.startsWith(mark))
  const changed = own.flatMap((line, index) => (line.startsWith(mark) ? [index + 1] : []))
  return { lines: own.map((line) => line.slice(1)), marked: changed }
}
