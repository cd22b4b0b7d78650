/** The report for programs: `Report` as JSON. */
import { printable } from "./text.ts"
import { type Reporter, wholeReport } from "./Reporter.ts"

/** Prints the report as JSON, with a newline at its end. Characters that a terminal would obey are escapes. */
export const jsonReporter: Reporter = wholeReport(
  "for programs",
  (report) => `${printable(JSON.stringify(report, null, 2))}\n`
)
