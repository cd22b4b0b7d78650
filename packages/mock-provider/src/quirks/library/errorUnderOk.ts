/** Errors that look like successes. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Answers with status 200 whatever the error. */
export const errorUnderOk = defineQuirk({
  summary: "Errors come with status 200.",
  fields: {},
  behaviour: () => ({ deviations: { error: { status: 200 } } }),
  naive: "refusal"
})
