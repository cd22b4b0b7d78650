import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import type { Observation } from "../../engine/Observation.ts"
import { isAccident, raised, returned } from "../../engine/outcomes.ts"
import { nameOf } from "../../reading/failing.ts"
import { ownAuthorizeUrl } from "../../reading/configFlow.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { carries, codeRequest, isFormPost } from "../../reading/tokenRequest.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "TOK-1",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    yield* failUnlessSent(seen, context)
    const request = yield* codeRequest(seen)
    const declared = yield* declaredTokenUrl(seen, context)
    if (request.method !== "POST") {
      return yield* new Violated({
        message: `the code was sent by ${request.method}, not by POST`,
        // The host's implementation never does, whatever else it does at this endpoint.
        own: true
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

/**
 * An exchange that fails by accident before it sends anything breaks this rule, and one that gives a token without asking for
 * it, unless the flow has sent the user nowhere. One that refuses may lack a context.
 */
const failUnlessSent = Effect.fnUntraced(function* (seen: Observation, context: CheckContext) {
  const error = yield* raised(seen.outcomes.exchange)
  if ((seen.requests.exchange ?? []).length > 0) return
  if (error === null || error.kind === "noToken") {
    const flow = yield* ownAuthorizeUrl(context)
    return yield* flow === null
      ? new Violated({ message: "the exchange gave a token without asking the provider for one" })
      : new NotApplicable({ message: `${flow} makes an authorization URL of its own: no code comes back` })
  }
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
    steps: [{ _tag: "getAuthorizationServer", host: seen.scenario.host }],
    answers: []
  })
  const declared = memberOf(yield* returned(outcome, "getAuthorizationServer"), "tokenUrl")
  return typeof declared === "string"
    ? declared
    : yield* new Inconclusive({ message: "the authorization server has no token URL (see SRV-5)" })
})

const isSameUrl = (one: string, other: string): boolean =>
  (URL.parse(one)?.href ?? one) === (URL.parse(other)?.href ?? other)
