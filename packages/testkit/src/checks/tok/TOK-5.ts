import { Effect } from "effect"
import { anyScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import type { Observation } from "../../engine/Observation.ts"
import { raised } from "../../engine/outcomes.ts"
import { basicPair, decodePair, type Pair } from "../../reading/clientAuthentication.ts"
import { nameOf } from "../../reading/failing.ts"
import { codeRequest } from "../../reading/tokenRequest.ts"

export const check = property(
  "TOK-5",
  anyScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario, "exchange")
    yield* failIfBroken(seen, context)
    const pair = basicPair(yield* codeRequest(seen))
    if (pair === null) {
      return yield* new NotApplicable({ message: "the client does not authenticate by HTTP Basic" })
    }
    if (pair === undefined) {
      return yield* new Violated({ message: "the Basic header is not base64 of an id, a colon and a secret" })
    }
    const decoded = decodePair(pair)
    if (decoded !== null && isCredential(decoded, scenario)) return
    return yield* new Violated({
      message: isCredentialAsItIs(pair, scenario)
        ? "HTTP Basic carried the id and the secret without form-encoding them"
        : "HTTP Basic did not carry the credential's id and secret, form encoded"
    })
  })
)

/** A client library may refuse an id that was not encoded: then an ordinary credential works and this one does not. */
const failIfBroken = Effect.fnUntraced(function* (seen: Observation, context: CheckContext) {
  if ((seen.requests.exchange ?? []).length > 0) return
  const error = yield* raised(seen.outcomes.exchange)
  if (error === null || error.kind === "state") return
  const plain = yield* context.observe(withPlainCredential(seen.scenario), "exchange")
  const request = plain.requests.exchange?.[0]
  if (request === undefined) {
    return yield* new NotApplicable({ message: "the exchange sent no request (see TOK-1)" })
  }
  if (basicPair(request) === null) {
    return yield* new NotApplicable({ message: "the client does not authenticate by HTTP Basic" })
  }
  return yield* new Violated({
    message: `the exchange broke down with ${nameOf(error)}, as the id and the secret were not form-encoded for HTTP Basic`,
    where: error.where
  })
})

const withPlainCredential = (scenario: Scenario): Scenario => ({
  ...scenario,
  credential: {
    ...scenario.credential,
    clientId: plain(scenario.credential.clientId),
    clientSecret: plain(scenario.credential.clientSecret)
  }
})

const plain = (text: string): string => text.replaceAll(/[^A-Za-z0-9-]/g, "x")

const isCredential = ({ clientId, clientSecret }: Pair, { credential }: Scenario): boolean =>
  clientId === credential.clientId && clientSecret === credential.clientSecret

/** Compares the joined forms: a colon in the id moves the border between the two. */
const isCredentialAsItIs = ({ clientId, clientSecret }: Pair, { credential }: Scenario): boolean =>
  `${clientId}:${clientSecret}` === `${credential.clientId}:${credential.clientSecret}`
