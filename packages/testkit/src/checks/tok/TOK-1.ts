import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import type { Observation } from "../../engine/Observation.ts"
import { isAccident, raised, returned } from "../../engine/outcomes.ts"
import { nameOf } from "../../reading/failing.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { carries, codeRequest, isFormPost } from "../../reading/tokenRequest.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "TOK-1",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    yield* failUnlessSent(seen)
    const request = yield* codeRequest(seen)
    const declared = yield* declaredTokenUrl(seen, context)
    if (request.method !== "POST") {
      return yield* new Violated({
        message: `the code was sent by ${request.method}, not by POST`
      })
    }
    if (!isFormPost(request)) {
      yield* unlessWanted(request.url, "jsonBody")
      return yield* new Violated({
        message: `the code was sent as ${request.headers["content-type"] ?? "a body of no type"}, which is not form encoded`
      })
    }
    if (carries(scenario.code)({ ...request, body: "" })) {
      return yield* new Violated({ message: "the code was sent in the URL" })
    }
    if (declared !== null && !isSameUrl(request.url, declared)) {
      return yield* new Violated({ message: "the code was not sent to the declared token endpoint" })
    }
  })
)

/** An exchange that fails by accident before it sends anything breaks this rule; one that refuses may lack a context. */
const failUnlessSent = Effect.fnUntraced(function* (seen: Observation) {
  const error = yield* raised(seen.outcomes.exchange)
  if ((seen.requests.exchange ?? []).length > 0 || error === null) return
  if (error.kind !== "other" || !isAccident(error)) return
  return yield* new Violated({
    message: `the exchange broke down with ${nameOf(error)} before it sent the code`,
    where: error.where
  })
})

/** The token URL that the implementation shows, or else its module's server; null where neither says. */
const declaredTokenUrl = Effect.fnUntraced(function* (seen: Observation, context: CheckContext) {
  const shown = memberOf(yield* seen.implementation, "tokenUrl")
  if (typeof shown === "string") return shown
  if (!context.module.hooks.getAuthorizationServer) return null
  const {
    outcomes: [outcome]
  } = yield* context.runScript({
    entropy: seen.scenario.entropy,
    steps: [{ step: "getAuthorizationServer", host: seen.scenario.host }],
    answers: []
  })
  const declared = memberOf(yield* returned(outcome, "getAuthorizationServer"), "tokenUrl")
  return typeof declared === "string"
    ? declared
    : yield* new Inconclusive({ message: "the authorization server has no token URL (see SRV-5)" })
})

const isSameUrl = (one: string, other: string): boolean =>
  (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)
