/** Words and lines. */
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Place } from "../catalog/Verdict.ts"

/** A number and its noun: `1 module`, `2 modules`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`

/**
 * A text that a console shows as it is: control characters, those that turn the direction of writing and other invisible
 * ones are written as escapes such as `\u001b`, and so is what begins a command to GitHub's runner. A module under test may
 * neither paint over its own report nor command who shows it. Line breaks stay.
 */
export const printable = (text: string): string =>
  text.replaceAll(invisible, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join("")
  )

/** Also `::` where a line may begin with it, and `##[`, which the runner takes for commands. */
const invisible = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]--\n]|(?<=^|\s):(?=:)|#(?=#\[)/gv

/** A place as editors and terminals understand it: `config_flow.py:12`. */
export const placeText = ({ column, file, line }: Pick<Place, "column" | "file" | "line">): string =>
  `${file}:${line}${column === undefined ? "" : `:${column}`}`

/**
 * Ids in the order of the catalogue, three and more that follow each other as a range: `AUT-2, TOK-1 to TOK-15`.
 */
export const ranges = (ids: ReadonlyArray<RequirementId>): string => {
  const runs: Array<Array<RequirementId>> = []
  for (const id of ids) {
    const run = runs.at(-1)
    if (run !== undefined && isNext(run.at(-1) ?? "", id)) run.push(id)
    else runs.push([id])
  }
  return runs.map((run) => (run.length < 3 ? run.join(", ") : `${run[0]} to ${run.at(-1)}`)).join(", ")
}

const isNext = (before: string, id: string): boolean => {
  const [family, number] = before.split("-")
  return id === `${family}-${Number(number) + 1}`
}

/**
 * Breaks a text into lines of at most `width` characters, between words where that is possible. Line breaks of the
 * text itself stay.
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
