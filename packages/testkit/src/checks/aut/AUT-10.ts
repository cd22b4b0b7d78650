import { Effect } from "effect"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import type { Observation } from "../../engine/Observation.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { bodyParameters } from "../../reading/bodyParameters.ts"
import { presentedClient } from "../../reading/presentedClient.ts"
import type { WireRequest } from "../../subject/Protocol.ts"
import { redirectUriOf } from "../../subject/redirectUriOf.ts"

/**
 * Replaced is a core parameter that has the same wrong value in two linkings which have nothing in common, while the exchange
 * knows the right one.
 */
export const check = property(
  "AUT-10",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const other = yield* context.observe(anotherScenario(scenario))
    const sent = yield* authorizationRequest(seen)
    const sentToo = yield* authorizationRequest(other)
    const replaced = coreParameters.find(({ name, isReplaced }) => {
      const value = sent.get(name)
      return value !== null && value === sentToo.get(name) && isReplaced(value, seen)
    })
    if (replaced === undefined) return
    return yield* new Violated({
      message: `the authorization URL's ${replaced.name} is replaced by a value that is always the same`
    })
  })
)

interface CoreParameter {
  readonly name: string
  /** Whether a value that never varies stands in the right one's place. */
  readonly isReplaced: (value: string, seen: Observation) => boolean
}

const coreParameters: ReadonlyArray<CoreParameter> = [
  { name: "response_type", isReplaced: (value) => value !== "code" },
  { name: "state", isReplaced: () => true },
  {
    name: "client_id",
    isReplaced: (value, seen) => {
      const { clientId } = seen.scenario.credential
      return (
        value !== clientId &&
        exchangeSends(seen, (request) =>
          presentedClient(request).ids.some((meanings) => meanings.includes(clientId))
        )
      )
    }
  },
  {
    name: "redirect_uri",
    isReplaced: (value, seen) => {
      const redirectUri = redirectUriOf(seen.scenario.host)
      return (
        value !== redirectUri &&
        exchangeSends(seen, (request) => bodyParameters(request).get("redirect_uri") === redirectUri)
      )
    }
  }
]

const exchangeSends = (seen: Observation, test: (request: WireRequest) => boolean): boolean =>
  (seen.requests.exchange ?? []).some(test)
