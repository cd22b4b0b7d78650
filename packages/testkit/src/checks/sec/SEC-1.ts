import { Effect } from "effect"
import { scenarioWithFailures } from "../../arbitraries/plainFailure.ts"
import { observation } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import { traceOf } from "../../engine/outcomes.ts"
import { linkingRan } from "../../reading/linkingRan.ts"
import { findSecret } from "../../reading/secrets.ts"

export const check = observation(
  "SEC-1",
  { arbitrary: scenarioWithFailures },
  Effect.fnUntraced(function* (seen) {
    for (const { level, logger, message, where = null } of seen.logs) {
      const secret = yield* findSecret(message, seen)
      if (secret === null) continue
      return yield* new Violated({
        message: `a log line (level ${level}, logger ${logger}) holds ${secret.what}`,
        where
      })
    }
    if (Object.values(seen.outcomes).some((outcome) => traceOf(outcome).logsCut)) {
      return yield* new Inconclusive({ message: "it logs more in one step than is kept to be read" })
    }
    yield* linkingRan(seen)
  })
)
