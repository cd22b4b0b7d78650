/** Error codes of a provider's own. */
import { Schema } from "effect"
import { isRuleName } from "../../core/rules.ts"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Answers with codes of its own when certain rules are broken: `codes` has the rules of each code. */
export const errorCodes = defineQuirk({
  summary: "Some errors have codes that RFC 6749 does not know.",
  fields: {
    codes: Schema.Record(Schema.String, Schema.Array(Schema.String.pipe(Schema.refine(isRuleName))))
  },
  behaviour: ({ codes }) => ({
    deviations: {
      error: {
        codes: Object.fromEntries(
          Object.entries(codes).flatMap(([code, broken]) => broken.map((rule) => [rule, code]))
        )
      }
    }
  }),
  naive: "refusal"
})
