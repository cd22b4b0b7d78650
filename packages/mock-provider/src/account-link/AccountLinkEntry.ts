/** What the account-link server was asked, and what it said. */
import { Redacted } from "effect"
import type { WireRequest } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { cutBody } from "../runtime/cutBody.ts"
import type { AccountLinkRuleName } from "./accountLinkRules.ts"
import type { AccountLinkMessage } from "./AccountLinkState.ts"
import type { AccountLinkEndpoint } from "./requests.ts"

/**
 * Describes an entry of the journal. Printed, it shows no secret: `Redacted.value` reads what went over the wire.
 *
 * - `Request`: a request over HTTP and its answer;
 * - `Opened`, `Received`, `Sent`, `Closed`: what happens on a connection. A connection is closed by the client or, after
 *   its last message, by the server.
 *
 * `at` is in milliseconds since 1970; `rule` is the one that refused, `fault` the tag of the fault that was due.
 *
 * @category models
 * @since 0.1.0
 */
export type AccountLinkEntry = {
  readonly at: number
  readonly rule?: AccountLinkRuleName
  readonly fault?: string
} & (
  | {
      readonly _tag: "Request"
      readonly endpoint: AccountLinkEndpoint
      readonly method: string
      readonly status: number | undefined
      readonly request: Redacted.Redacted<WireRequest>
      readonly answer: Redacted.Redacted<ProviderAnswer>
    }
  | { readonly _tag: "Opened" | "Closed"; readonly connection: number }
  | { readonly _tag: "Received"; readonly connection: number; readonly text: Redacted.Redacted }
  | {
      readonly _tag: "Sent"
      readonly connection: number
      readonly kind: AccountLinkMessage["kind"]
      readonly text: Redacted.Redacted
    }
)

/** Makes the entry of a request. Long bodies are cut. */
export const makeRequestEntry = (
  parts: Pick<AccountLinkEntry, "at"> & {
    readonly endpoint: AccountLinkEndpoint
    readonly request: WireRequest
    readonly answer: ProviderAnswer
    readonly rule?: AccountLinkRuleName | undefined
    readonly fault?: string | undefined
  }
): AccountLinkEntry => ({
  _tag: "Request",
  at: parts.at,
  endpoint: parts.endpoint,
  method: parts.request.method,
  status: parts.answer._tag === "Response" ? parts.answer.status : undefined,
  request: Redacted.make(cutBody(parts.request), { label: "request" }),
  answer: Redacted.make(parts.answer._tag === "Response" ? cutBody(parts.answer) : parts.answer, {
    label: "answer"
  }),
  ...(parts.rule === undefined ? {} : { rule: parts.rule }),
  ...(parts.fault === undefined ? {} : { fault: parts.fault })
})

/** Gives how many characters an entry holds, about. */
export const sizeOf = (entry: AccountLinkEntry): number => {
  switch (entry._tag) {
    case "Request": {
      const { body, url } = Redacted.value(entry.request)
      const answer = Redacted.value(entry.answer)
      return body.length + url.length + (answer._tag === "Response" ? answer.body.length : 0)
    }
    case "Received":
    case "Sent":
      return Redacted.value(entry.text).length
    case "Opened":
    case "Closed":
      return 0
  }
}
