/** Codes as providers make them. */
import * as fc from "fast-check"
import { vscharText } from "../../arbitraries/text.ts"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"

/** An ordinary linking with any code that OAuth allows: the credential is not what may go wrong. */
export const scenarioWithAnyCode = fc
  .tuple(ordinaryScenario, vscharText(1, 24))
  .map(([scenario, code]) => ({ ...scenario, code: `code-${code}` }))
