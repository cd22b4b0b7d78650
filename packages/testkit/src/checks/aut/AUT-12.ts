import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"

/** What servers, proxies and browsers in the way all take. */
const limit = 2_048

export const check = observation(
  "AUT-12",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { length } = (yield* seen.authorizationUrl).href
    if (length < limit) return
    return yield* new Violated({ message: `the authorization URL is ${length} characters long` })
  })
)
