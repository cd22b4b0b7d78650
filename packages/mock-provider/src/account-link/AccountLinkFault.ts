/** Failures of the account-link server on command. */
import type { AnsweringFault } from "../faults/answerFault.ts"
import { isDue } from "../faults/FaultCursor.ts"
import type { Fault } from "../faults/FaultPlan.ts"

/**
 * Describes what happens to a message instead of being sent: another text goes out, an error with this code, nothing at
 * all, or the connection closes. The server has done its part.
 *
 * @category models
 * @since 0.1.0
 */
export type MessageFaultAction =
  | { readonly _tag: "Message"; readonly text: string }
  | { readonly _tag: "Error"; readonly error: string }
  | { readonly _tag: "NeverSent" }
  | { readonly _tag: "ConnectionClosed" }

/**
 * Describes a fault of answers over HTTP: it answers instead of the server, which does not see the request. `nth` and
 * `times` say which requests it is for, as for a provider's faults.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestFault extends Pick<Fault, "nth" | "times"> {
  readonly on: "services" | "refresh" | "authorization"
  readonly action: AnsweringFault
}

/**
 * Describes a fault of messages. `nth` and `times` say which of them it is for.
 *
 * @category models
 * @since 0.1.0
 */
export interface MessageFault extends Pick<Fault, "nth" | "times"> {
  readonly on: "authorizeUrl" | "tokens"
  readonly action: MessageFaultAction
}

/**
 * Describes the failures of a server.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkFaults {
  readonly requests?: ReadonlyArray<RequestFault>
  readonly messages?: ReadonlyArray<MessageFault>
}

/**
 * Starts a plan. What it gives counts each request or message, and finds the action that is due.
 *
 * @category constructors
 * @since 0.1.0
 */
export const startAccountLinkFaults = <A>(
  plan: ReadonlyArray<Pick<Fault, "nth" | "times"> & { readonly on: string; readonly action: A }>
): ((on: string) => A | undefined) => {
  const counts = plan.map(() => 0)
  return (on) => {
    const due = plan.filter((fault, index) => {
      if (fault.on !== on) return false
      const count = (counts[index] ?? 0) + 1
      counts[index] = count
      return isDue(fault, count)
    })
    return due[0]?.action
  }
}

/**
 * Gives the text that goes out under a fault; `undefined` where none does.
 *
 * @category accessors
 * @since 0.1.0
 */
export const textFromFault = (action: MessageFaultAction): string | undefined => {
  switch (action._tag) {
    case "Message":
      return action.text
    case "Error":
      return JSON.stringify({ error: action.error })
    case "NeverSent":
    case "ConnectionClosed":
      return undefined
  }
}
