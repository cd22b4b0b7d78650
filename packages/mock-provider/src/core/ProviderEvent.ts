/** What the core reports beside its answer. */
import type { RuleName } from "./rules.ts"

/**
 * Describes something that happened while a request was answered. No event carries a secret.
 *
 * @category models
 * @since 0.1.0
 */
export type ProviderEvent =
  | { readonly _tag: "CodeIssued"; readonly clientId: string; readonly grantId: number }
  | { readonly _tag: "ConsentAsked"; readonly clientId: string }
  | { readonly _tag: "ClientRegistered"; readonly clientId: string }
  | { readonly _tag: "RequestPushed"; readonly clientId: string }
  | { readonly _tag: "DeviceAuthorized"; readonly clientId: string }
  | { readonly _tag: "TokenRevoked"; readonly clientId: string; readonly grantId: number }
  | { readonly _tag: "TokensIssued"; readonly clientId: string; readonly grantId: number }
  | { readonly _tag: "RefreshTokenReplaced"; readonly clientId: string; readonly grantId: number }
  | { readonly _tag: "GrantRevoked"; readonly clientId: string; readonly grantId: number }
  | { readonly _tag: "SignedOut"; readonly subjects: ReadonlyArray<string> }
  | { readonly _tag: "Refused"; readonly rule: RuleName }
