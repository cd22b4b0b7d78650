/** Writes the JSON Schemas of the report, the configuration and the check file beside this file: `npm run schema`. */
import { writeFileSync } from "node:fs"
import { checkFileJsonSchema } from "../src/config/CheckFile.ts"
import { configJsonSchema } from "../src/config/Config.ts"
import { reportJsonSchema } from "../src/reporters/Report.ts"

const schemas = { report: reportJsonSchema(), config: configJsonSchema(), check: checkFileJsonSchema() }

for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(new URL(`${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`)
}
