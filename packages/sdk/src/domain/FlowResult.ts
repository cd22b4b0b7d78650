/** What a step of a linking flow leads to, by the names that Home Assistant's interface knows. */
import { Schema } from "effect"
import { LinkedAccount } from "./LinkedAccount.ts"

/**
 * Schema of the reasons for which a flow ends without a new account. `reauth_successful` and `reconfigure_successful` are
 * good ends. `missing_credentials` is no end: the flow waits for a credential, and continues with it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
 * @see homeassistant/config_entries.py, ConfigFlow
 * @category schemas
 * @since 0.1.0
 */
export const AbortReason = Schema.Literals([
  "missing_credentials",
  "missing_configuration",
  "oauth_implementation_unavailable",
  "authorize_url_timeout",
  "no_url_available",
  "user_rejected_authorize",
  "oauth_timeout",
  "oauth_unauthorized",
  "oauth_failed",
  "oauth_error",
  "missing_scopes",
  "already_configured",
  "already_in_progress",
  "reauth_successful",
  "reconfigure_successful",
  "wrong_account"
])

/**
 * Names the reasons for which a flow ends without a new account.
 *
 * @category models
 * @since 0.1.0
 */
export type AbortReason = typeof AbortReason.Type

/**
 * Schema of a question to the user: which implementation to use. `options` are in the order in which they were registered.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowPickForm = Schema.Struct({
  type: Schema.Literal("form"),
  flowId: Schema.String,
  stepId: Schema.Literal("pick_implementation"),
  options: Schema.Array(Schema.Struct({ domain: Schema.String, name: Schema.String }))
})

/**
 * Asks the user which implementation to use.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowPickForm = typeof FlowPickForm.Type

/**
 * Schema of a question to the user: whether to continue with a flow that they did not begin, but a discovery did, or an
 * account whose token the provider refuses. `name` is the account's title, or the integration's domain.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowConfirmForm = Schema.Struct({
  type: Schema.Literal("form"),
  flowId: Schema.String,
  stepId: Schema.Literals(["oauth_discovery", "reauth_confirm"]),
  name: Schema.String
})

/**
 * Asks the user whether to continue with a flow that they did not begin.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowConfirmForm = typeof FlowConfirmForm.Type

/**
 * Asks the user something.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowForm = FlowPickForm | FlowConfirmForm

/**
 * Schema of a step at the provider. `deviceFlow` is there where the user could authorize on another device instead:
 * `LinkingFlow.repeat` with `device` does that.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowExternal = Schema.Struct({
  type: Schema.Literal("external"),
  flowId: Schema.String,
  stepId: Schema.Literal("auth"),
  url: Schema.String,
  deviceFlow: Schema.optionalKey(Schema.Literal(true))
})

/**
 * Sends the user to the provider.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowExternal = typeof FlowExternal.Type

/**
 * Schema of a step on another device: the user enters `userCode` at `verificationUri`; `verificationUriComplete` has the
 * code already. `expiresAt` is in seconds since 1970.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.3
 * @category schemas
 * @since 0.1.0
 */
export const FlowProgress = Schema.Struct({
  type: Schema.Literal("progress"),
  flowId: Schema.String,
  stepId: Schema.Literal("auth"),
  progressAction: Schema.Literal("exchange"),
  userCode: Schema.String,
  verificationUri: Schema.String,
  verificationUriComplete: Schema.optionalKey(Schema.String),
  expiresAt: Schema.Finite
})

/**
 * Asks the user to enter a code on another device.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowProgress = typeof FlowProgress.Type

/**
 * Schema of the end of a flow that made an account.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowCreated = Schema.Struct({
  type: Schema.Literal("create_entry"),
  flowId: Schema.String,
  stepId: Schema.Literal("creation"),
  title: Schema.String,
  account: LinkedAccount
})

/**
 * Ends the flow with a new account.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowCreated = typeof FlowCreated.Type

/**
 * Schema of the end of a flow that made none. `error` is the failure behind it, where there is one; it shows no secret.
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowAbort = Schema.Struct({
  type: Schema.Literal("abort"),
  flowId: Schema.String,
  reason: AbortReason,
  error: Schema.optionalKey(Schema.instanceOf(Error))
})

/**
 * Ends the flow without a new account.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowAbort = typeof FlowAbort.Type

/**
 * Schema of what a step leads to. It is for use in process, as an account holds its token: what goes to a browser is
 * `FlowResultItem` of `@application-credentials/sdk/http`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { FlowResult } from "@application-credentials/sdk"
 * import { Schema } from "effect"
 *
 * const isFlowResult = Schema.is(FlowResult)
 * assert.ok(isFlowResult({ type: "abort", flowId: "1", reason: "wrong_account" }))
 * assert.ok(!isFlowResult({ type: "abort", flowId: "1", reason: "bad_weather" }))
 * ```
 *
 * @category schemas
 * @since 0.1.0
 */
export const FlowResult = Schema.Union([
  FlowPickForm,
  FlowConfirmForm,
  FlowExternal,
  FlowProgress,
  FlowCreated,
  FlowAbort
])

/**
 * Names what a step leads to.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowResult = typeof FlowResult.Type
