/** Failures of the account-link server on command. */
import { Schema } from "effect"
import type { AnsweringFault } from "../faults/answerFault.ts"
import { isAnswering } from "../faults/enactFault.ts"
import { FaultAction } from "../faults/FaultAction.ts"

const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const counted = { nth: Schema.optionalKey(Count), times: Schema.optionalKey(Count) }

const MessageFaultAction = Schema.TaggedUnion({
  Message: { text: Schema.String },
  Error: { error: Schema.String },
  NeverSent: {},
  ConnectionClosed: {}
})

/**
 * Describes what happens to a message instead of being sent: another text goes out, an error with this code, nothing at
 * all, or the connection closes. The server has done its part.
 *
 * @category models
 * @since 0.1.0
 */
export type MessageFaultAction = typeof MessageFaultAction.Type

const RequestFault = Schema.Struct({
  match: Schema.Struct({ endpoint: Schema.Literals(["services", "refresh", "authorization"]) }),
  ...counted,
  action: FaultAction.pipe(
    Schema.refine((action): action is AnsweringFault => isAnswering(action), {
      expected: "an action that answers instead of the server"
    })
  )
})

/**
 * Describes a fault of answers over HTTP: it answers instead of the server, which does not see the request.
 *
 * @category models
 * @since 0.1.0
 */
export type RequestFault = typeof RequestFault.Type

const MessageFault = Schema.Struct({
  match: Schema.Struct({ message: Schema.Literals(["authorizeUrl", "tokens"]) }),
  ...counted,
  action: MessageFaultAction
})

/**
 * Describes a fault of messages.
 *
 * @category models
 * @since 0.1.0
 */
export type MessageFault = typeof MessageFault.Type

/** A plan: each fault says which requests or messages it is for. */
export const AccountLinkFaultPlan = Schema.Array(Schema.Union([RequestFault, MessageFault]))

/**
 * Describes a fault: which requests or messages it is for, and what it does. `nth` and `times` count those, as in a
 * provider's plan.
 *
 * @category models
 * @since 0.1.0
 */
export type AccountLinkFault = RequestFault | MessageFault

/** Says whether a fault is one of requests. */
export const isRequestFault = (fault: AccountLinkFault): fault is RequestFault => "endpoint" in fault.match

/** Says whether a fault is one of messages. */
export const isMessageFault = (fault: AccountLinkFault): fault is MessageFault => "message" in fault.match

/** Makes the text that goes out under a fault; `undefined` where none does. */
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
