import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../Check.ts"
import { Violated } from "../Finding.ts"

/** What servers, proxies and browsers in the way all take. */
const limit = 2_048

/** A URL for an ordinary credential stays under 2,048 characters. */
export const check = observation(
  "AUT-12",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const { length } = (yield* seen.authorizationUrl).href
    if (length < limit) return
    return yield* new Violated({ message: `the authorization URL is ${length} characters long` })
  })
)
