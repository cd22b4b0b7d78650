import { Effect } from "effect"
import { scenarioWithAnyGrants } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { Observation } from "../../engine/Observation.ts"
import { isAccident, raised } from "../../engine/outcomes.ts"
import { methodName, methodsOf } from "../../reading/clientAuthentication.ts"
import { nameOf } from "../../reading/failing.ts"
import { unlessWanted } from "../../reading/knownProvider.ts"
import { refreshRequest, seeRefresh, type SeenRefresh } from "../../reading/refresh.ts"
import { codeRequest, exchangeUrl, isFormPost, unlessClientCredentials } from "../../reading/tokenRequest.ts"

export const check = property(
  "REF-1",
  scenarioWithAnyGrants,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* seeRefresh(context, scenario, "linking")
    const linking = yield* context.observe(scenario)
    yield* failUnlessSent(seen, linking)
    const request = yield* refreshRequest(seen)
    if (request.method !== "POST") {
      return yield* new Violated({ message: `the refresh was sent by ${request.method}, not by POST` })
    }
    if (!isFormPost(request)) {
      yield* unlessWanted(request.url, "jsonBody")
      return yield* new Violated({
        message: `the refresh was sent as ${request.headers["content-type"] ?? "a body of no type"}, which is not form encoded`
      })
    }
    const form = yield* unlessClientCredentials(request)
    const sent = form.getAll("refresh_token")
    if (sent.length === 0) return yield* new Violated({ message: "the refresh sent no refresh token" })
    if (sent.length > 1 || sent[0] !== seen.token["refresh_token"]) {
      return yield* new Violated({ message: "the refresh sent a refresh token that is not the stored one" })
    }
    const grantType = form.getAll("grant_type").join(" and ")
    if (grantType !== "refresh_token") {
      return yield* new Violated({
        message: `the refresh sent ${grantType === "" ? "no grant_type" : `grant_type=${grantType}`}, not refresh_token`
      })
    }
    const before = methodsOf(yield* codeRequest(linking))
    const now = methodsOf(request)
    if (before.join() === now.join()) return
    return yield* new Violated({
      message: `the refresh authenticated the client by ${named(now)}, and the exchange by ${named(before)}`
    })
  })
)

const named = (methods: ReturnType<typeof methodsOf>): string =>
  methods.map((method) => methodName[method]).join(" and ")

/** A refresh that fails by accident before it sends anything breaks this rule; one that refuses may lack a context. */
const failUnlessSent = Effect.fnUntraced(function* (
  { outcome, requests }: SeenRefresh,
  linking: Observation
) {
  const error = yield* raised(outcome)
  if (requests.length > 0) return
  if (error === null) {
    yield* unlessWanted(exchangeUrl(linking), "noRefreshToken")
    return yield* outcome?._tag === "returned"
      ? new Violated({ message: "the refresh gave a token without asking the provider for one" })
      : new Inconclusive({ message: "the refresh never ended" })
  }
  if (error.kind !== "other" || !isAccident(error)) return
  if (linking.outcomes.exchange?._tag !== "returned") {
    return yield* new Inconclusive({
      message: `the refresh broke down with ${nameOf(error)}, and may want what the exchange adds to a token (see TOK-7)`
    })
  }
  return yield* new Violated({
    message: `the refresh broke down with ${nameOf(error)} before it sent anything`,
    where: error.where
  })
})
