/** What a reporter is: one file here, and one line in `reporters.ts`. */
import type { RunEvent } from "../runner/RunEvent.ts"
import { addEvent, emptyReport, type Report } from "./Report.ts"

/**
 * How a piece of text looks. The names are those of Node's `util.styleText`.
 *
 * @category models
 * @since 0.1.0
 */
export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan"

/**
 * What a reporter needs to know of where its report goes.
 *
 * @category models
 * @since 0.1.0
 */
export interface ReporterOptions {
  /** Gives a text in a style; the text itself where no colours are wanted. */
  readonly paint: (style: Style, text: string) => string
  /** Columns of the console. */
  readonly width: number
  /** Says every verdict, and why something does not apply. */
  readonly verbose: boolean
  /** Says nothing of modules that conform, and nothing at all where all do. */
  readonly quiet?: boolean
}

/**
 * A form of the report.
 *
 * @category models
 * @since 0.1.0
 */
export interface Reporter {
  /** What it is for, in a few words, for the command's help. */
  readonly summary: string
  /** Starts a report: gives a function from each event of the run, in order, to the text that it adds. */
  readonly start: (options: ReporterOptions) => (event: RunEvent) => string
}

/** Makes a reporter that prints the whole report once the run has ended. */
export const wholeReport = (summary: string, print: (report: Report) => string): Reporter => ({
  summary,
  start: () => {
    let report = emptyReport
    return (event) => {
      report = addEvent(report, event)
      return event._tag === "RunFinished" ? print(report) : ""
    }
  }
})
