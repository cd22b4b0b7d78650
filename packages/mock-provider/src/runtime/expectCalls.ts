/** Assertions on the journal, which say what was called when they fail. */
import type { EndpointName } from "../core/Endpoint.ts"
import type { Exchange } from "./Exchange.ts"
import type { MockProvider } from "./MockProvider.ts"

/**
 * Describes the calls that an assertion is about. Members left out match anything; `rule: null` is a call that no rule
 * refused.
 *
 * @category models
 * @since 0.1.0
 */
export interface CallMatch {
  readonly endpoint?: EndpointName | "unknown"
  readonly grantType?: string
  readonly clientId?: string
  readonly rule?: string | null
}

/**
 * Reports calls that are not as many as expected; `message` lists every call there was.
 *
 * @category errors
 * @since 0.1.0
 */
export class UnexpectedCalls extends Error {
  override readonly name = "UnexpectedCalls"
}

/**
 * Asserts that there were so many calls (default 1), and gives them. Throws `UnexpectedCalls`, also when the journal
 * has dropped exchanges and the answer cannot be known.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { expectCalls, fetch, MockProvider } from "@application-credentials/mock-provider"
 *
 * const provider = MockProvider.make({ clients: [] })
 * await fetch(provider)(provider.endpoints.token, {
 *   method: "POST",
 *   body: new URLSearchParams({ grant_type: "client_credentials", client_id: "nobody" })
 * })
 *
 * const [call] = expectCalls(provider, { endpoint: "token", rule: "client-unknown" })
 * assert.equal(call?.status, 401)
 * assert.throws(() => expectCalls(provider, { endpoint: "authorize" }), /Expected 1 call of endpoint authorize/)
 * ```
 *
 * @category assertions
 * @since 0.1.0
 */
export const expectCalls = (
  provider: Pick<MockProvider, "journal" | "journalLength">,
  match: CallMatch,
  times = 1
): ReadonlyArray<Exchange> => {
  const { journal, journalLength } = provider
  const found = journal.filter((exchange) => isMatch(match, exchange))
  const dropped = journalLength - journal.length
  if (found.length === times && dropped === 0) return found
  const counted = `Expected ${times} ${times === 1 ? "call" : "calls"} of ${describe(match)}, and found ${found.length}.`
  const missing = dropped === 0 ? "" : ` The journal has dropped ${dropped}: raise limits.journal.`
  throw new UnexpectedCalls(`${counted}${missing}\n${list(journal, match)}`)
}

const isMatch = (match: CallMatch, exchange: Exchange): boolean =>
  (match.endpoint === undefined || match.endpoint === exchange.endpoint) &&
  (match.grantType === undefined || match.grantType === exchange.parameters.get("grant_type")) &&
  (match.clientId === undefined || match.clientId === exchange.authentication.clientId) &&
  (match.rule === undefined || match.rule === (exchange.rule ?? null))

const describe = (match: CallMatch): string => {
  const members = Object.entries(match).filter(([, value]) => value !== undefined)
  return members.length === 0 ? "anything" : members.map(([name, value]) => `${name} ${value}`).join(", ")
}

const list = (journal: ReadonlyArray<Exchange>, match: CallMatch): string =>
  journal.length === 0
    ? "There was no call at all."
    : ["All calls, those that count marked *:", ...journal.map((each) => line(each, match))].join("\n")

const line = (exchange: Exchange, match: CallMatch): string => {
  const { authentication, endpoint, fault, method, number, parameters, rule, status } = exchange
  const words = [
    isMatch(match, exchange) ? "*" : " ",
    `${number}.`,
    method,
    endpoint,
    parameters.get("grant_type"),
    `client ${authentication.clientId ?? "unknown"}`,
    status === undefined ? "no response" : `status ${status}`,
    rule === undefined ? undefined : `refused by ${rule}`,
    fault === undefined ? undefined : `fault ${fault.index} (${fault.action})`
  ]
  return words.filter((word) => word !== undefined).join(" ")
}
