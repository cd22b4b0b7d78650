import { Effect } from "effect"
import * as fc from "fast-check"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import {
  type Scenario,
  implementationOf,
  ordinaryScenario,
  storedTokenOf
} from "../../arbitraries/scenario.ts"
import { jsonAnswer } from "../../arbitraries/tokenResponse.ts"
import { property } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { returnedBy } from "../../engine/outcomes.ts"
import { bodyParameters } from "../../reading/bodyParameters.ts"
import { s256Challenge, verifierOf } from "../../reading/pkce.ts"
import { reveals } from "../../reading/reveals.ts"
import type { ImplementationSource, Outcome, Step, WireRequest } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

/** Two linkings and the order of their steps. */
export interface Interleaving {
  readonly scenario: Scenario
  /** Whether both are flows of the same credential, each with an implementation of its own. */
  readonly sameCredential: boolean
  /** Whose turn it is, as long as both have steps left. */
  readonly secondsTurn: ReadonlyArray<boolean>
}

/** Any two linkings in any order. */
export const anyInterleaving: fc.Arbitrary<Interleaving> = fc.record({
  scenario: ordinaryScenario,
  sameCredential: fc.boolean(),
  secondsTurn: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })
})

export const check = property("IMP-4", anyInterleaving, (interleaving, context) =>
  runInterleaving(interleaving, context).pipe(Effect.flatMap((flows) => judgeInterleaving(flows, context)))
)

/** One of the linkings, as far as it got. */
export interface Flow {
  readonly scenario: Scenario
  readonly outcomes: { [name in Step["_tag"]]?: Outcome }
  readonly requests: { [name in Step["_tag"]]?: Array<WireRequest> }
}

const order = ["getAuthImplementation", "authorize", "exchange", "refresh"] as const

/** Runs both linkings in one session, step by step in the order given. */
export const runInterleaving = Effect.fnUntraced(function* (
  interleaving: Interleaving,
  context: CheckContext
) {
  const [first, second] = scenariosOf(interleaving)
  const flows = [flowOf(first), flowOf(second)] as const
  const from = yield* Effect.forEach([first, second], (scenario) => context.source(scenario))
  const turns = turnsOf(interleaving)
  const steps = turns.map(([index, name]) => stepOf(name, flows[index].scenario, index, from[index]))
  const { outcomes, requests } = yield* context.runScript({
    entropy: first.entropy,
    steps,
    answers: turns.map(([index, name]) => answerOf(name, flows[index].scenario))
  })
  for (const { step, wire } of requests) {
    const [index, name] = turns[step] ?? [0, "authorize"]
    ;(flows[index].requests[name] ??= []).push(wire)
  }
  turns.forEach(([index, name], at) => {
    const outcome = outcomes[at]
    if (outcome) flows[index].outcomes[name] = outcome
  })
  return flows
})

const flowOf = (scenario: Scenario): Flow => ({ scenario, outcomes: {}, requests: {} })

const scenariosOf = ({ sameCredential, scenario }: Interleaving): readonly [Scenario, Scenario] => {
  const another = anotherScenario(scenario)
  const { authDomain, credential, host } = scenario
  return [scenario, sameCredential ? { ...another, authDomain, credential, host } : another]
}

type Turn = readonly [flow: 0 | 1, step: (typeof order)[number]]

/** The turns given, and then enough for both to come to their end. */
const turnsOf = ({ secondsTurn }: Interleaving): ReadonlyArray<Turn> => {
  const left = [Array.from(order), Array.from(order)] as const
  const wanted = [
    ...secondsTurn.map((isSeconds) => (isSeconds ? 1 : 0)),
    ...order.flatMap(() => [0, 1] as const)
  ]
  return wanted.flatMap((index): ReadonlyArray<Turn> => {
    const name = left[index].shift()
    return name === undefined ? [] : [[index, name]]
  })
}

const stepOf = (
  name: (typeof order)[number],
  scenario: Scenario,
  index: 0 | 1,
  from: ImplementationSource = { by: "module" }
): Step => {
  const as = index === 0 ? "a" : "b"
  switch (name) {
    case "getAuthImplementation":
      return { _tag: name, as, from, ...implementationOf(scenario) }
    case "authorize":
      return { _tag: name, on: as, flowId: scenario.flowId }
    case "exchange":
      return { _tag: name, on: as, callback: { code: scenario.code } }
    case "refresh":
      return { _tag: name, on: as, token: storedTokenOf(scenario) }
  }
}

const answerOf = (name: (typeof order)[number], { refreshedToken, token }: Scenario) =>
  jsonAnswer(name === "refresh" ? refreshedToken : token)

/** Holds that each of two linkings sent and got its own things only, and ended as it does alone. */
export const judgeInterleaving = Effect.fnUntraced(function* (
  [first, second]: readonly [Flow, Flow],
  context: CheckContext
) {
  for (const [flow, other] of [
    [first, second],
    [second, first]
  ] as const) {
    const mixed = foreignRequest(flow, other) ?? foreignToken(flow, other)
    if (mixed !== null) return yield* new Violated({ message: `with two flows at once, ${mixed}` })
    yield* endsAsAlone(flow, context)
  }
  const made = first.outcomes.getAuthImplementation
  yield* returnedBy(made, first.outcomes.authorize, "authorize")
  if (sent(first, "state") === null) {
    return yield* new NotApplicable({
      message: "the authorization URL has no state to come back with (see AUT-1 and AUT-4)"
    })
  }
  yield* returnedBy(made, first.outcomes.exchange, "exchange")
})

/** What a token request of one flow holds of the other's, or null. */
const foreignRequest = (flow: Flow, other: Flow): string | null => {
  for (const step of ["exchange", "refresh"] as const) {
    for (const request of flow.requests[step] ?? []) {
      const text = [request.url, request.body, ...Object.values(request.headers)].join("\n")
      const foreign = foreignValues(flow, other).find(({ value }) => reveals(text, value))
      if (foreign) return `the ${step} of one sends ${foreign.what} of the other`
      const verifier = verifierOf(request)
      const challenge = verifier === null ? null : s256Challenge(verifier)
      if (challenge !== null && challenge !== sent(flow, "code_challenge")) {
        if (challenge === sent(other, "code_challenge")) {
          return `the ${step} of one sends the PKCE verifier of the other`
        }
      }
      const redirectUri = bodyParameters(request).get("redirect_uri")
      if (redirectUri !== null && redirectUri !== sent(flow, "redirect_uri")) {
        if (redirectUri === sent(other, "redirect_uri")) {
          return `the ${step} of one sends the redirect URI of the other`
        }
      }
    }
  }
  return null
}

const foreignValues = (flow: Flow, other: Flow) => {
  const { code, credential, token } = other.scenario
  const values = [
    { what: "the code", value: code },
    { what: "the refresh token", value: String(token["refresh_token"]) }
  ]
  return credential.clientId === flow.scenario.credential.clientId
    ? values
    : [
        ...values,
        { what: "the client secret", value: credential.clientSecret },
        { what: "the client id", value: credential.clientId }
      ]
}

/** Whether one flow was given the other's token. */
const foreignToken = (flow: Flow, other: Flow): string | null => {
  for (const [step, part, member] of [
    ["exchange", "resolved", "token"],
    ["refresh", "refreshed", "refreshedToken"]
  ] as const) {
    const outcome = flow.outcomes[step]
    if (outcome?._tag !== "returned") continue
    const given = memberOf(memberOf(outcome.value, part), "access_token")
    if (given !== undefined && given === other.scenario[member]["access_token"]) {
      return `the ${step} of one gives the access token of the other`
    }
  }
  return null
}

/** A step that fails, where alone it does not, was upset by the other flow. */
const endsAsAlone = Effect.fnUntraced(function* (flow: Flow, context: CheckContext) {
  for (const step of ["authorize", "exchange", "refresh"] as const) {
    const outcome = flow.outcomes[step]
    if (outcome?._tag !== "raised") continue
    const alone = (yield* context.observe(flow.scenario)).outcomes[step]
    if (alone?._tag !== "returned") continue
    return yield* new Violated({
      message: `with two flows at once, the ${step} of one fails, and alone it does not`,
      where: outcome.error.where
    })
  }
})

const sent = (flow: Flow, parameter: string): string | null => {
  const { authorize } = flow.outcomes
  if (authorize?._tag !== "returned" || typeof authorize.value !== "string") return null
  return URL.parse(authorize.value)?.searchParams.get(parameter) ?? null
}
