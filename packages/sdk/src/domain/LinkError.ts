/** The ways in which a callback is refused before anything is sent to a provider. */
import { Schema } from "effect"

/**
 * Says that a callback carries no state, so that it belongs to no flow.
 *
 * @category errors
 * @since 0.1.0
 */
export class StateMissing extends Schema.TaggedError<StateMissing>()("StateMissing", {
  message: Schema.String
}) {}

/**
 * Says that a state was not signed by this instance, or was changed on its way.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 * @category errors
 * @since 0.1.0
 */
export class StateForged extends Schema.TaggedError<StateForged>()("StateForged", {
  message: Schema.String
}) {}

/**
 * Says that a state is older than its flow may last.
 *
 * @category errors
 * @since 0.1.0
 */
export class StateExpired extends Schema.TaggedError<StateExpired>()("StateExpired", {
  message: Schema.String
}) {}

/**
 * Says that this callback has come before, for example because the page was loaded again. Its code is not sent twice.
 *
 * @category errors
 * @since 0.1.0
 */
export class StateReplayed extends Schema.TaggedError<StateReplayed>()("StateReplayed", {
  message: Schema.String
}) {}

/**
 * Says that a state of this instance's is not the one that its flow waits for (the user was sent out again since, or it
 * is another flow's), or that it came back in another browser than the flow was begun in: whoever sent it wants someone
 * else's account to be linked. Nothing was sent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.7
 * @category errors
 * @since 0.1.0
 */
export class StateMismatch extends Schema.TaggedError<StateMismatch>()("StateMismatch", {
  reason: Schema.Literals(["otherState", "otherBrowser"]),
  message: Schema.String
}) {}

/**
 * Says that the provider's redirect has neither a code nor an error, or has one of its parameters twice, so that nobody knows
 * what the provider meant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @category errors
 * @since 0.1.0
 */
export class CallbackIncomplete extends Schema.TaggedError<CallbackIncomplete>()("CallbackIncomplete", {
  message: Schema.String
}) {}

/**
 * Says that no flow of this id waits: it never began, has ended, or has run out of time.
 *
 * @category errors
 * @since 0.1.0
 */
export class FlowNotPending extends Schema.TaggedError<FlowNotPending>()("FlowNotPending", {
  flowId: Schema.String,
  message: Schema.String
}) {}

/**
 * Says that a flow was asked for an implementation that it does not offer.
 *
 * @category errors
 * @since 0.1.0
 */
export class ImplementationUnknown extends Schema.TaggedError<ImplementationUnknown>()(
  "ImplementationUnknown",
  {
    domain: Schema.String,
    implementation: Schema.String,
    message: Schema.String
  }
) {}

/**
 * Says that a callback is not from the authorization server that its flow was sent to, or does not say from which one
 * although that server always does: a code that another server gave would be sent to this one (a mix-up). What the
 * callback says instead is not repeated, as anybody could have written it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 * @category errors
 * @since 0.1.0
 */
export class IssuerMismatch extends Schema.TaggedError<IssuerMismatch>()("IssuerMismatch", {
  /** The auth domain of the implementation that the flow was sent out with. */
  domain: Schema.String,
  expected: Schema.String,
  reason: Schema.Literals(["different", "missing"]),
  message: Schema.String
}) {}
