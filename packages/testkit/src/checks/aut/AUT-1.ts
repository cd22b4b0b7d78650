import { Effect } from "effect"
import { ordinaryScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import type { Observation } from "../../engine/Observation.ts"
import { isAccident, raised } from "../../engine/outcomes.ts"
import { isAboutHost } from "../../reading/answers.ts"
import { addressOf, leadsBack } from "../../reading/authorizationRequest.ts"
import { ownAuthorizeUrl } from "../../reading/configFlow.ts"
import { endpointsOf } from "../../reading/endpoints.ts"
import { nameOf } from "../../reading/failing.ts"
import type { Described } from "../../subject/Protocol.ts"
import { memberOf } from "../../subject/members.ts"

export const check = property(
  "AUT-1",
  ordinaryScenario,
  Effect.fnUntraced(
    function* (scenario, context) {
      const seen = yield* context.observe(scenario)
      yield* failIfBroken(seen)
      const text = yield* seen.authorizationUrlText
      const url = yield* parse(text, yield* declaredIn(scenario, context))
      if (leadsBack(url, seen)) {
        return yield* new Violated({
          message:
            "it gave the host's own redirect URI as the authorization URL: the user is sent straight back, and nobody is asked for consent"
        })
      }
      yield* sameEndpoint(url, (yield* endpointsOf(scenario, context)).authorize.text)
      const type = url.searchParams.get("response_type")
      if (type === "code") return
      return yield* new Violated({
        message:
          type === null
            ? "the authorization URL has no response_type"
            : `the authorization URL's response_type is ${JSON.stringify(type)} instead of "code"`
      })
    },
    (judged, _scenario, context) =>
      Effect.catchTag(judged, "Violated", (violation) => unlessUnused(violation, context))
  )
)

/** Nobody is sent to the module's URL where the flow makes one of its own. */
const unlessUnused = Effect.fnUntraced(function* (violation: Violated, context: CheckContext) {
  const flow = yield* ownAuthorizeUrl(context)
  if (flow === null) return yield* violation
  return yield* new NotApplicable({
    message: `${flow} makes an authorization URL of its own: the module's is not used`
  })
})

/** A mistake in the code is the module's own, whatever the URL would have been; one that refuses may lack a context. */
const failIfBroken = Effect.fnUntraced(function* (seen: Observation) {
  const error = yield* raised(seen.outcomes.authorize)
  if (error === null || error.kind !== "other" || !isAccident(error) || isAboutHost(error)) return
  return yield* new Violated({
    message: `making the authorization URL failed by accident, with ${nameOf(error)}`,
    where: error.where
  })
})

/** The endpoint declared, or null where the module does not show one. */
const declaredIn = (scenario: Scenario, context: CheckContext) =>
  endpointsOf(scenario, context).pipe(
    Effect.map(({ authorize }) => authorize.text),
    Effect.catchTag("Inconclusive", () => Effect.succeed(null))
  )

const parse = Effect.fnUntraced(function* (text: Described, declared: string | null) {
  if (typeof text !== "string") {
    const type = memberOf(text, "$type")
    // The host makes a URL of whatever it is given, so an object that is one works.
    if (typeof type === "string" && type.endsWith("URL")) {
      return yield* new Inconclusive({ message: `the authorization URL is a ${type}, not text` })
    }
    return yield* new Violated({ message: "it gave something that is not text as the authorization URL" })
  }
  const url = URL.parse(text)
  if (url !== null) return url
  if (declared !== null && URL.parse(declared) === null) {
    return yield* new NotApplicable({ message: "the declared authorization endpoint is no URL (see SRV-5)" })
  }
  return yield* new Violated({ message: "it gave something that is not a URL as the authorization URL" })
})

const sameEndpoint = Effect.fnUntraced(function* (url: URL, declared: string) {
  const endpoint = URL.parse(declared)
  if (endpoint === null) {
    return yield* new NotApplicable({ message: "the declared authorization endpoint is no URL (see SRV-5)" })
  }
  if (addressOf(url) === addressOf(endpoint)) return
  return yield* new Violated({
    message: `the authorization URL leads to ${addressOf(url)}, and the endpoint declared is ${addressOf(endpoint)}`
  })
})
