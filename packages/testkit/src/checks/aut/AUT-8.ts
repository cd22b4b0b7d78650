import { Effect } from "effect"
import { anotherEntropy } from "../../arbitraries/anotherScenario.ts"
import { type Scenario, implementationOf, ordinaryScenario } from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { verifierOf } from "../../reading/pkce.ts"
import type { Step } from "../../subject/Protocol.ts"

export const check = property(
  "AUT-8",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const parameters = yield* authorizationRequest(seen)
    if (!parameters.has("code_challenge")) {
      return yield* new NotApplicable({ message: "it does not use PKCE" })
    }
    const verifier = yield* seen.exchangeRequests.pipe(Effect.map(([request]) => verifierOf(request)))
    const others = yield* verifiersOf(scenario, context)
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
const verifiersOf = Effect.fnUntraced(function* (scenario: Scenario, context: CheckContext) {
  const entropy = anotherEntropy(scenario.entropy)
  const from = yield* context.source({ ...scenario, entropy })
  const { requests } = yield* context.runScript({
    entropy,
    steps: flowsOfOneSession(scenario).flatMap((flowId): ReadonlyArray<Step> => [
      { _tag: "getAuthImplementation", as: flowId, from, ...implementationOf(scenario) },
      { _tag: "authorize", on: flowId, flowId },
      { _tag: "exchange", on: flowId, callback: { code: scenario.code } }
    ]),
    answers: flowsOfOneSession(scenario).flatMap(() => {
      const answer = jsonAnswer(scenario.token)
      return [answer, answer, answer]
    })
  })
  return requests.flatMap(({ wire }) => verifierOf(wire) ?? [])
})

/** Sets of characters that verifiers are drawn from in practice, the smallest first. */
const alphabets: ReadonlyArray<RegExp> = [
  /^[0-9]*$/,
  /^[0-9a-f]*$/,
  /^[0-9A-F]*$/,
  /^[a-z]*$/,
  /^[A-Z]*$/,
  /^[0-9a-z]*$/,
  /^[0-9A-Z]*$/,
  /^[a-zA-Z]*$/,
  /^[0-9a-zA-Z]*$/
]
const sizes: ReadonlyArray<number> = [10, 16, 16, 26, 26, 36, 36, 52, 62]
/** Letters, digits and `-._~`. */
const unreserved = 66

/**
 * An upper bound, in bits, of the entropy of one verifier, read from several that were made independently: the places
 * that differ between them, each counted once however often it is repeated, times the bits of the smallest usual set
 * of characters that holds them all. It assumes that what varies is random.
 *
 * @see RFC 7636, section 7.1
 */
export const verifierEntropy = (verifiers: ReadonlyArray<string>): number => {
  const length = Math.min(...verifiers.map((verifier) => verifier.length))
  const columns = Array.from({ length }, (_, at) => verifiers.map((verifier) => verifier[at]).join(""))
  const varying = new Set(columns.filter((column) => new Set(column).size > 1))
  return varying.size * Math.log2(alphabetSize([...varying].join("")))
}

/**
 * What three verifiers of 256 bits show at the least. A place where all three happen to have the same character seems not
 * to vary, and two places with the same three characters seem to be one; of sets of few characters that is a common
 * thing. A quarter of the bits is never lost to it.
 */
export const leastSeen = 192

const alphabetSize = (characters: string): number =>
  sizes[alphabets.findIndex((alphabet) => alphabet.test(characters))] ?? unreserved
