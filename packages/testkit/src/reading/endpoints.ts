/** The endpoints that are in effect when the host links an account with the module. */
import { Effect } from "effect"
import { ordinaryScenario, type Scenario } from "../arbitraries/scenario.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Check } from "../engine/Check.ts"
import { type Finding, NotApplicable } from "../engine/Finding.ts"
import type { CheckContext } from "../engine/Harness.ts"
import { returned } from "../engine/outcomes.ts"
import type { Described } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { memberOf } from "../subject/members.ts"
import { moduleProperty } from "./hooks.ts"
import { isUnusable } from "./unusable.ts"

/** One endpoint as written, and what to call it. */
export interface Endpoint {
  readonly name: "authorize URL" | "token URL"
  readonly text: string
}

/** What the host sends users and codes to. */
export interface Endpoints {
  readonly authorize: Endpoint
  readonly token: Endpoint
}

/**
 * The endpoints in effect: those that the module's implementation shows, or else those of its server, or else those to
 * which a linking goes.
 */
export const endpointsOf = Effect.fnUntraced(function* (scenario: Scenario, context: CheckContext) {
  const seen = yield* context.observe(scenario)
  const implementation = yield* seen.implementation
  const shown = pairOf(implementation)
  if (shown) return shown
  if (context.module.hooks.getAuthorizationServer) {
    const {
      outcomes: [outcome]
    } = yield* context.runScript({
      entropy: scenario.entropy,
      steps: [{ _tag: "getAuthorizationServer", host: scenario.host }],
      answers: []
    })
    const server = pairOf(yield* returned(outcome, "getAuthorizationServer"))
    if (server) return server
  }
  const url = yield* seen.authorizationUrl
  const [request] = yield* seen.exchangeRequests
  return pair(`${url.origin}${url.pathname}${url.hash}`, request.url)
})

const pairOf = (value: Described): Endpoints | null => {
  const [authorize, token] = [textOf(memberOf(value, "authorizeUrl")), textOf(memberOf(value, "tokenUrl"))]
  return authorize === null || token === null ? null : pair(authorize, token)
}

const pair = (authorize: string, token: string): Endpoints => ({
  authorize: { name: "authorize URL", text: authorize },
  token: { name: "token URL", text: token }
})

/** A string, or the text of Python's `URL('...')`. */
const textOf = (value: Described | undefined): string | null => {
  if (typeof value === "string") return value
  const printed = memberOf(value, "$repr")
  return typeof printed === "string" ? (/^URL\('(.*)'\)$/.exec(printed)?.[1] ?? null) : null
}

/** A check of both endpoints, for any host. */
export const endpointsCheck = (
  id: RequirementId,
  judge: (
    endpoints: Endpoints,
    scenario: Scenario,
    context: CheckContext
  ) => Effect.Effect<void, Finding | SubjectGone>
): Check =>
  moduleProperty(id, ordinaryScenario, (scenario, context) =>
    Effect.flatMap(endpointsOf(scenario, context), (endpoints) => judge(endpoints, scenario, context))
  )

/** A check of each endpoint that is an address at all; what is none is SRV-5's. */
export const eachEndpointCheck = (
  id: RequirementId,
  judge: (endpoint: Endpoint, url: URL | null) => Finding | null
): Check =>
  endpointsCheck(
    id,
    Effect.fnUntraced(function* ({ authorize, token }) {
      const both = [authorize, token]
      for (const endpoint of both.filter(({ text }) => !isUnusable(text))) {
        const finding = judge(endpoint, URL.parse(endpoint.text))
        if (finding) return yield* Effect.fail(finding)
      }
      if (both.every(({ text }) => isUnusable(text))) {
        return yield* new NotApplicable({ message: "neither endpoint is an address (see SRV-5)" })
      }
    })
  )

/** An endpoint as a message may show it: without user information and query, which may be secret. */
export const shown = (text: string): string =>
  text.replace(/\/\/[^/@]*@/, "//...@").replace(/\?[^#]*/, "?...")
