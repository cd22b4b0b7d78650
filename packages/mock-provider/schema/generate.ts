/** Writes the JSON Schema of configurations and the OpenAPI description of the control API: `npm run schema`. */
import { writeFileSync } from "node:fs"
import { OpenApi } from "effect/http-api"
import { configJsonSchema } from "../src/config/readConfig.ts"
import { ControlApi } from "../src/control/ControlApi.ts"

const write = (name: string, content: unknown) =>
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(content, null, 2)}\n`)

write("config.schema.json", configJsonSchema())
write("control.openapi.json", OpenApi.fromApi(ControlApi))
