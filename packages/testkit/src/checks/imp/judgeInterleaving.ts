/** What two linkings at once may not do to each other. */
import { Effect } from "effect"
import { memberOf } from "../../subject/members.ts"
import { s256Challenge } from "../aut/s256Challenge.ts"
import { verifierOf } from "../aut/verifierOf.ts"
import type { World } from "../Bench.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { returned } from "../outcomes.ts"
import { reveals } from "../sec/reveals.ts"
import { bodyParameters } from "../tok/bodyParameters.ts"
import type { Flow } from "./runInterleaving.ts"

/**
 * Holds that each of two linkings sent and got its own things only, and ended as it does alone.
 *
 * @category findings
 * @since 0.1.0
 */
export const judgeInterleaving = Effect.fnUntraced(function* (
  [first, second]: readonly [Flow, Flow],
  world: World
) {
  for (const [flow, other] of [
    [first, second],
    [second, first]
  ] as const) {
    const mixed = foreignRequest(flow, other) ?? foreignToken(flow, other)
    if (mixed !== null) return yield* new Violated({ message: `with two flows at once, ${mixed}` })
    yield* endsAsAlone(flow, world)
  }
  yield* returned(first.outcomes.authorize, "authorize")
  if (sent(first, "state") === null) {
    return yield* new Inconclusive({
      message: "the authorization URL has no state to come back with (see AUT-1 and AUT-4)"
    })
  }
  yield* returned(first.outcomes.exchange, "exchange")
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
    if (outcome?.outcome !== "returned") continue
    const given = memberOf(memberOf(outcome.value, part), "access_token")
    if (given !== undefined && given === other.scenario[member]["access_token"]) {
      return `the ${step} of one gives the access token of the other`
    }
  }
  return null
}

/** A step that fails, where alone it does not, was upset by the other flow. */
const endsAsAlone = Effect.fnUntraced(function* (flow: Flow, world: World) {
  for (const step of ["authorize", "exchange", "refresh"] as const) {
    const outcome = flow.outcomes[step]
    if (outcome?.outcome !== "raised") continue
    const alone = (yield* world.observe(flow.scenario)).outcomes[step]
    if (alone?.outcome !== "returned") continue
    return yield* new Violated({
      message: `with two flows at once, the ${step} of one fails, and alone it does not`,
      where: outcome.error.where
    })
  }
})

const sent = (flow: Flow, parameter: string): string | null => {
  const { authorize } = flow.outcomes
  if (authorize?.outcome !== "returned" || typeof authorize.value !== "string") return null
  return URL.parse(authorize.value)?.searchParams.get(parameter) ?? null
}
