import { Effect } from "effect"
import { anotherEntropy } from "../../arbitraries/anotherScenario.ts"
import { implementationOf, ordinaryScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import type { Described, Step } from "../../subject/Protocol.ts"
import type { World } from "../Bench.ts"
import { property } from "../Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../Finding.ts"
import { stateOf } from "../Observation.ts"
import { returned } from "../outcomes.ts"
import { authorizationRequest } from "./authorizationRequest.ts"
import { verifierEntropy } from "./verifierEntropy.ts"
import { verifierOf } from "./verifierOf.ts"

/** With PKCE, each flow has a fresh verifier of 43 to 128 unreserved characters and 256 bits of entropy. */
export const check = property(
  "AUT-8",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const parameters = yield* authorizationRequest(yield* world.observe(scenario))
    if (!parameters.has("code_challenge")) {
      return yield* new NotApplicable({ message: "it does not use PKCE" })
    }
    const first = yield* verifiersOf(scenario, scenario.entropy, world)
    if (!first.every((verifier) => /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))) {
      return yield* violated("its verifier is not 43 to 128 letters, digits and characters of -._~")
    }
    if (new Set(first).size < first.length) {
      return yield* violated("it sends the same verifier in two flows")
    }
    const again = yield* verifiersOf(scenario, anotherEntropy(scenario.entropy), world)
    if (again.some((verifier) => first.includes(verifier))) {
      return yield* violated(
        "its verifier can be guessed: it is made of what others know, without randomness"
      )
    }
    if (verifierEntropy([...first, ...again]) >= 256) return
    return yield* violated(
      "its verifiers hold fewer than 256 bits of randomness, by what varies between them"
    )
  })
)

/** Flows in one session: together with those of another, enough to see what varies. */
const flowsOfOneSession = ["1", "2", "3", "4"].map((digit) => digit.repeat(32))

/** The verifiers of flows, each with an implementation of its own, as the host makes one a flow. */
const verifiersOf = Effect.fnUntraced(function* (scenario: Scenario, entropy: number, world: World) {
  const from = yield* world.source({ ...scenario, entropy })
  const started = yield* world.perform({
    entropy,
    steps: flowsOfOneSession.flatMap((flowId): ReadonlyArray<Step> => [
      { step: "getAuthImplementation", as: flowId, from, ...implementationOf(scenario) },
      { step: "authorize", on: flowId, flowId }
    ]),
    answer: () => ({ _tag: "ConnectionFailure" })
  })
  const urls = yield* Effect.forEach(flowsOfOneSession, (_, index) =>
    returned(started[2 * index + 1], "authorize")
  )
  return yield* exchanged(scenario, entropy, urls, world)
})

const exchanged = Effect.fnUntraced(function* (
  scenario: Scenario,
  entropy: number,
  urls: ReadonlyArray<Described>,
  world: World
) {
  const verifiers = new Map<number, string>()
  yield* world.perform({
    fresh: false,
    entropy,
    steps: flowsOfOneSession.map((flowId, index): Step => {
      const state = stateOf(urls[index] ?? null)
      return {
        step: "exchange",
        on: flowId,
        callback: { code: scenario.code, ...(state === null ? {} : { state }) }
      }
    }),
    answer: (request, step) => {
      const verifier = verifierOf(request)
      if (verifier !== null) verifiers.set(step, verifier)
      return jsonAnswer(scenario.token)
    }
  })
  if (verifiers.size === flowsOfOneSession.length) return [...verifiers.values()]
  return yield* new Inconclusive({ message: "the exchange sends no code_verifier (see TOK-6)" })
})

const violated = (message: string) => Effect.fail(new Violated({ message }))
