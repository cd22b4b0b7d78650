import { Effect } from "effect"
import { anotherEntropy } from "../../arbitraries/anotherScenario.ts"
import { implementationOf, ordinaryScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import type { Step } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { property } from "../Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../Finding.ts"
import { authorizationRequest } from "./authorizationRequest.ts"
import { leastSeen, verifierEntropy } from "./verifierEntropy.ts"
import { verifierOf } from "./verifierOf.ts"

/** With PKCE, each flow has a fresh verifier of 43 to 128 unreserved characters and 256 bits of entropy. */
export const check = property(
  "AUT-8",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const seen = yield* world.observe(scenario)
    const parameters = yield* authorizationRequest(seen)
    if (!parameters.has("code_challenge")) {
      return yield* new NotApplicable({ message: "it does not use PKCE" })
    }
    const verifier = yield* seen.exchangeRequests.pipe(Effect.map(([request]) => verifierOf(request)))
    const others = yield* verifiersOf(scenario, world)
    if (verifier === null || others.length < flowsOfOneSession(scenario).length) {
      return yield* new Inconclusive({ message: "the exchange sends no code_verifier (see TOK-6)" })
    }
    if (![verifier, ...others].every((verifier) => /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))) {
      return yield* new Violated({
        message: "its verifier is not 43 to 128 letters, digits and characters of -._~"
      })
    }
    if (new Set(others).size < others.length) {
      return yield* new Violated({ message: "it sends the same verifier in two flows" })
    }
    if (others.includes(verifier)) {
      return yield* new Violated({
        message: "its verifier can be guessed: it is made of what others know, without randomness"
      })
    }
    if (verifierEntropy([verifier, ...others]) >= leastSeen) return
    return yield* new Violated({
      message: "its verifiers hold fewer than 256 bits of randomness, by what varies between them"
    })
  })
)

/** Flows of a session with other randomness, the observed one among them. */
const flowsOfOneSession = (scenario: Scenario): ReadonlyArray<string> => [scenario.flowId, "1".repeat(32)]

/** The verifiers of those flows, each with an implementation of its own, as the host makes one a flow. */
const verifiersOf = Effect.fnUntraced(function* (scenario: Scenario, world: World) {
  const entropy = anotherEntropy(scenario.entropy)
  const from = yield* world.source({ ...scenario, entropy })
  const { requests } = yield* world.play({
    entropy,
    steps: flowsOfOneSession(scenario).flatMap((flowId): ReadonlyArray<Step> => [
      { step: "getAuthImplementation", as: flowId, from, ...implementationOf(scenario) },
      { step: "authorize", on: flowId, flowId },
      { step: "exchange", on: flowId, callback: { code: scenario.code } }
    ]),
    answers: flowsOfOneSession(scenario).flatMap(() => {
      const answer = jsonAnswer(scenario.token)
      return [answer, answer, answer]
    })
  })
  return requests.flatMap(({ wire }) => verifierOf(wire) ?? [])
})
