/** Failures of the account-link server on command. */
import type { AnsweringFault } from "../faults/answerFault.ts"
import type { Counted } from "../faults/FaultCursor.ts"

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
 * Describes a fault of answers over HTTP: it answers instead of the server, which does not see the request.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestFault extends Counted {
  readonly match: { readonly endpoint: "services" | "refresh" | "authorization" }
  readonly action: AnsweringFault
}

/**
 * Describes a fault of messages.
 *
 * @category models
 * @since 0.1.0
 */
export interface MessageFault extends Counted {
  readonly match: { readonly message: "authorizeUrl" | "tokens" }
  readonly action: MessageFaultAction
}

/**
 * Describes a fault: which requests or messages it is for, and what it does. `nth` and `times` count those, as in a
 * provider's plan.
 *
 * @category models
 * @since 0.1.0
 */
export type AccountLinkFault = RequestFault | MessageFault

/**
 * Says whether a fault is one of requests.
 *
 * @category guards
 * @since 0.1.0
 */
export const isRequestFault = (fault: AccountLinkFault): fault is RequestFault => "endpoint" in fault.match

/**
 * Says whether a fault is one of messages.
 *
 * @category guards
 * @since 0.1.0
 */
export const isMessageFault = (fault: AccountLinkFault): fault is MessageFault => "message" in fault.match

/**
 * Makes the text that goes out under a fault; `undefined` where none does.
 *
 * @category conversions
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
