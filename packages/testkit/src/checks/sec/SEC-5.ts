import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { linkingRan } from "../../reading/linkingRan.ts"
import { lineOf } from "../../reading/hooks.ts"

export const check = observation(
  "SEC-5",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const request = seen.allRequests.find(({ certificateUnchecked }) => certificateUnchecked)
    if (request === undefined) return yield* linkingRan(seen)
    return yield* new Violated({
      message: `it sent a request without verifying the server's certificate: ${lineOf(request)}`,
      // Verification that was switched off stays off for what the host sends next.
      own: true
    })
  })
)
