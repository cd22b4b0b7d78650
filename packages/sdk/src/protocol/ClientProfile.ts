/** A provider as its clients see it: data from which an implementation is made. */
import type { ErrorMeaning } from "./ErrorMeaning.ts"
import type { ParameterNames } from "./ParameterNames.ts"
import type { BodyFormat } from "./TokenRequestClient.ts"
import type { TokenServer } from "./TokenServer.ts"

/**
 * Describes a provider: where it is, and what its clients have to do beside the standard. Members left out mean the
 * standard.
 *
 * It is plain data, in the shape that the mock provider's profiles give, so that one record makes both sides.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClientProfile {
  readonly endpoints: { readonly authorize: string; readonly token: string }
  readonly clientAuthentication?: ClientAuthenticationName | undefined
  readonly pkce?: boolean | undefined
  /** Scopes asked for beside those that the integration wants. */
  readonly extraScopes?: ReadonlyArray<string> | undefined
  readonly scopeSeparator?: string | undefined
  readonly authorizeParameters?: Readonly<Record<string, string>> | undefined
  readonly exchangeParameters?: Readonly<Record<string, string>> | undefined
  readonly refreshParameters?: Readonly<Record<string, string>> | undefined
  readonly tokenHeaders?: Readonly<Record<string, string>> | undefined
  readonly bodyFormat?: BodyFormat | undefined
  readonly parameterNames?: ParameterNames | undefined
  readonly redirectUriOnRefresh?: boolean | undefined
  readonly tokenServer?: TokenServer | undefined
  /** The lifetime of a token, in seconds, where the provider does not say. */
  readonly defaultExpiresIn?: number | undefined
  readonly tokenResponse?: TokenResponseShape | undefined
  readonly tokenErrors?: ErrorMeaning | undefined
  readonly unsafeSecretInAuthorizeUrl?: boolean | undefined
}

/**
 * Names a method of client authentication, as metadata does, or one of those that some providers want beside them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 * @category models
 * @since 0.1.0
 */
export type ClientAuthenticationName =
  | "client_secret_basic"
  | "client_secret_basic_and_id"
  | "client_secret_basic_and_post"
  | "client_secret_post"
  | "none"

/**
 * Describes how a provider writes token responses: the member that holds them, and what stands between scopes.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenResponseShape {
  readonly member?: string | undefined
  readonly scopeSeparator?: string | undefined
}
