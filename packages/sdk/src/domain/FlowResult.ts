/** What a step of a linking flow leads to, by the names that Home Assistant's interface knows. */
import type { LinkedAccount } from "./LinkedAccount.ts"

/**
 * Names the reasons for which a flow ends without a new account. `reauth_successful` is the good end of a
 * re-authentication.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
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
  | "reauth_successful"
  | "wrong_account"

/**
 * Asks the user which implementation to use. `options` are in the order in which they were registered.
 *
 * @category models
 * @since 0.1.0
 */
export interface FlowForm {
  readonly type: "form"
  readonly flowId: string
  readonly stepId: "pick_implementation"
  readonly options: ReadonlyArray<{ readonly domain: string; readonly name: string }>
}

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
export type FlowResult = FlowForm | FlowExternal | FlowCreated | FlowAbort
