import { Effect } from "effect"
import { scenarioWithFailures } from "../../arbitraries/plainFailure.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { linkingRan } from "../../reading/linkingRan.ts"
import { findSecret } from "../../reading/secrets.ts"

export const check = observation(
  "SEC-2",
  { arbitrary: scenarioWithFailures },
  Effect.fnUntraced(function* (seen) {
    for (const outcome of Object.values(seen.outcomes)) {
      if (outcome._tag !== "raised") continue
      const { message, printed, type, where } = outcome.error
      const secret = yield* findSecret(`${message}\n${printed}`, seen)
      if (secret === null) continue
      const name = type.split(".").at(-1) ?? type
      return yield* new Violated({ message: `the error ${name} holds ${secret.what}`, where })
    }
    yield* linkingRan(seen)
  })
)
