import { Effect } from "effect"
import { scenarioWithFailures } from "../../arbitraries/plainFailure.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { Observation } from "../../engine/Observation.ts"
import { traceOf } from "../../engine/outcomes.ts"
import { endpointsOf } from "../../reading/endpoints.ts"
import { linkingRan } from "../../reading/linkingRan.ts"
import { reveals } from "../../reading/reveals.ts"
import { secretsOf } from "../../reading/secrets.ts"
import type { WireRequest } from "../../subject/Protocol.ts"

export const check = property(
  "SEC-3",
  scenarioWithFailures,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const { authorize, token } = yield* endpointsOf(scenario, context)
    const declared = [authorize, token].map(({ text }) => URL.parse(text)?.origin ?? null)
    for (const request of seen.allRequests) {
      const { origin } = new URL(request.url)
      if (declared.includes(origin)) continue
      const secret = secretsOf(seen).find(({ value }) => reveals(textOf(request, token.text), value))
      if (secret === undefined) continue
      return yield* new Violated({
        message: `it sends ${secret.what} to ${origin}, which it does not declare`
      })
    }
    yield* noConnectionOfItsOwn(seen)
    yield* linkingRan(seen)
  })
)

/** What of a request counts: an access token may go as a Bearer to the provider's other hosts, as it is made to. */
const textOf = ({ body, headers, url }: WireRequest, tokenUrl: string): string => {
  const { authorization = "", ...others } = headers
  const isForTheToken = /^bearer /i.test(authorization) && siteOf(url) === siteOf(tokenUrl)
  return [url, body, ...Object.values(others), isForTheToken ? "" : authorization].join("\n")
}

const siteOf = (url: string): string => URL.parse(url)?.hostname.split(".").slice(-2).join(".") ?? ""

const noConnectionOfItsOwn = Effect.fnUntraced(function* (seen: Observation) {
  const connections = Object.values(seen.outcomes)
    .flatMap((outcome) => traceOf(outcome).activity)
    .filter(({ kind, what }) => kind === "network" && !isSeenOnTheWire(what))
  const secret = secretsOf(seen).find(({ value }) => connections.some(({ what }) => reveals(what, value)))
  if (secret !== undefined) {
    return yield* new Violated({ message: `it sends ${secret.what} over a connection of its own` })
  }
  if (connections.length === 0) return
  return yield* new Inconclusive({
    message: "it opens connections of its own, past the host's HTTP client: what they carry cannot be seen"
  })
})

/** The platform's own HTTP clients: that they are used is noted, and their requests are seen as the host's are. */
const isSeenOnTheWire = (what: string): boolean => /^(?:fetch|aiohttp\.ClientSession) /.test(what)
