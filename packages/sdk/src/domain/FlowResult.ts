/** What a step of a linking flow leads to, by the names that Home Assistant's interface knows. */
import type { LinkedAccount } from "./LinkedAccount.ts"

/**
 * Names the reasons for which a flow ends without a new account. `reauth_successful` and `reconfigure_successful` are
 * good ends. `missing_credentials` is no end: the flow waits for a credential, and goes on with it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
 * @see homeassistant/config_entries.py, ConfigFlow
 * @category models
 * @since 0.1.0
 */
export type AbortReason =
  | "missing_credentials"
  | "missing_configuration"
  | "oauth_implementation_unavailable"
  | "authorize_url_timeout"
  | "no_url_available"
  | "user_rejected_authorize"
  | "oauth_timeout"
  | "oauth_unauthorized"
  | "oauth_failed"
  | "oauth_error"
  | "already_configured"
  | "already_in_progress"
  | "reauth_successful"
  | "reconfigure_successful"
  | "wrong_account"

/**
 * Asks the user which implementation to use. `options` are in the order in which they were registered.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowPickForm {
  readonly type: "form"
  readonly flowId: string
  readonly stepId: "pick_implementation"
  readonly options: ReadonlyArray<{ readonly domain: string; readonly name: string }>
}

/**
 * Asks the user whether to go on with a flow that they did not begin: one that a discovery began, or one that an account
 * needs whose token the provider refuses. `name` is the account's title, or the integration's domain.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowConfirmForm {
  readonly type: "form"
  readonly flowId: string
  readonly stepId: "oauth_discovery" | "reauth_confirm"
  readonly name: string
}

/**
 * Asks the user something.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowForm = FlowPickForm | FlowConfirmForm

/**
 * Sends the user to the provider.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowExternal {
  readonly type: "external"
  readonly flowId: string
  readonly stepId: "auth"
  readonly url: string
}

/**
 * Asks the user to enter `userCode` at `verificationUri`, on whatever device; `verificationUriComplete` has the code
 * already. `expiresAt` is in seconds since 1970.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.3
 * @category models
 * @since 0.1.0
 */
export interface FlowProgress {
  readonly type: "progress"
  readonly flowId: string
  readonly stepId: "auth"
  readonly progressAction: "exchange"
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete?: string | undefined
  readonly expiresAt: number
}

/**
 * Ends the flow with a new account.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowCreated {
  readonly type: "create_entry"
  readonly flowId: string
  readonly stepId: "creation"
  readonly title: string
  readonly account: LinkedAccount
}

/**
 * Ends the flow without a new account. `error` is the failure behind it, where there is one; it shows no secret.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowAbort {
  readonly type: "abort"
  readonly flowId: string
  readonly reason: AbortReason
  readonly error?: Error | undefined
}

/**
 * Names what a step leads to.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowResult = FlowForm | FlowExternal | FlowProgress | FlowCreated | FlowAbort
