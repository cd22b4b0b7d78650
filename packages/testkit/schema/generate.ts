/** Writes the report's JSON Schema beside this file: `npm run schema`. */
import { writeFileSync } from "node:fs"
import { reportJsonSchema } from "../src/reporters/Report.ts"

writeFileSync(
  new URL("report.schema.json", import.meta.url),
  `${JSON.stringify(reportJsonSchema(), null, 2)}\n`
)
