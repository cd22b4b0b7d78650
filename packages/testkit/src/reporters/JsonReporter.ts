/** The report for programs: `Report` as JSON. */
import { type Reporter, wholeReport } from "./Reporter.ts"

/** Prints the report as JSON, with a newline at its end. */
export const jsonReporter: Reporter = wholeReport(
  "for programs",
  (report) => `${JSON.stringify(report, null, 2)}\n`
)
