/** Errors with a body of a provider's own. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/**
 * Writes errors by a template of JSON. In each text of it, `{error}`, `{description}` and `{status}` stand for the
 * code, what it means and the HTTP status.
 */
export const errorBody = defineQuirk({
  summary: "Errors have a body of another shape.",
  fields: { template: Schema.Json },
  behaviour: ({ template }) => ({
    deviations: {
      error: {
        write: ({ description, error, status }) => ({
          body: fill(template, { error, description, status: `${status}` })
        })
      }
    }
  }),
  naive: "refusal"
})

const fill = (template: Schema.Json, values: Readonly<Record<string, string>>): Schema.Json => {
  if (typeof template === "string") {
    return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder)
  }
  if (template === null || typeof template !== "object") return template
  if (Array.isArray(template)) return template.map((each) => fill(each, values))
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, values)]))
}
