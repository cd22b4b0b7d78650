/** What the account-link server was asked, and what it said. */
import { Redacted } from "effect"
import type { WireRequest } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { AccountLinkMessage } from "./AccountLinkState.ts"
import type { AccountLinkEndpoint } from "./requests.ts"
import type { AccountLinkRuleName } from "./accountLinkRules.ts"

/**
 * Describes an entry of the journal. Printed, it shows no secret: `Redacted.value` reads what went over the wire.
 *
 * - `request`: a request over HTTP and its answer;
 * - `opened`, `received`, `sent`, `closed`: what happens on a connection. A connection is closed by the client or, after
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
      readonly type: "request"
      readonly endpoint: AccountLinkEndpoint
      readonly method: string
      readonly status: number | undefined
      readonly request: Redacted.Redacted<WireRequest>
      readonly answer: Redacted.Redacted<ProviderAnswer>
    }
  | { readonly type: "opened" | "closed"; readonly connection: number }
  | { readonly type: "received"; readonly connection: number; readonly text: Redacted.Redacted }
  | {
      readonly type: "sent"
      readonly connection: number
      readonly kind: AccountLinkMessage["kind"]
      readonly text: Redacted.Redacted
    }
)

/**
 * Makes the entry of a request.
 *
 * @category constructors
 * @since 0.1.0
 */
export const requestEntry = (
  parts: Pick<AccountLinkEntry, "at"> & {
    readonly endpoint: AccountLinkEndpoint
    readonly request: WireRequest
    readonly answer: ProviderAnswer
    readonly rule?: AccountLinkRuleName | undefined
    readonly fault?: string | undefined
  }
): AccountLinkEntry => ({
  type: "request",
  at: parts.at,
  endpoint: parts.endpoint,
  method: parts.request.method,
  status: parts.answer._tag === "Response" ? parts.answer.status : undefined,
  request: Redacted.make(parts.request, { label: "request" }),
  answer: Redacted.make(parts.answer, { label: "answer" }),
  ...(parts.rule === undefined ? {} : { rule: parts.rule }),
  ...(parts.fault === undefined ? {} : { fault: parts.fault })
})
