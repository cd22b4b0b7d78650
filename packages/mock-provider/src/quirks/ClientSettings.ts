/** What a client of a provider has to do beside the standard, as data. */

/**
 * Names a way in which a client authenticates: those of RFC 6749, and one that some providers want beside them.
 *
 * `client_secret_basic_and_post` is HTTP Basic, and id and secret in the body too.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category models
 * @since 0.1.0
 */
export type ClientAuthenticationName =
  | "client_secret_basic"
  | "client_secret_basic_and_post"
  | "client_secret_post"
  | "none"

/**
 * Describes what a client has to do beside the standard; members left out mean the standard. With the provider's
 * endpoints it is what the SDK's `implementationFromProfile` takes.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClientSettings {
  readonly clientAuthentication?: ClientAuthenticationName
  readonly pkce?: boolean
  /** Scopes to ask for beside those that are wanted. */
  readonly extraScopes?: ReadonlyArray<string>
  readonly scopeSeparator?: string
  readonly authorizeParameters?: Parameters
  readonly exchangeParameters?: Parameters
  readonly refreshParameters?: Parameters
  /** Header fields of token requests. */
  readonly tokenHeaders?: Parameters
  readonly bodyFormat?: "form" | "json"
  /** The provider's names of standard parameters: `{ client_id: "client_key" }`. */
  readonly parameterNames?: Parameters
  readonly redirectUriOnRefresh?: boolean
  /** The parameter of the callback that names the origin of the token endpoint, and the origins that it may name. */
  readonly tokenServer?: { readonly parameter: string; readonly origins: ReadonlyArray<string> }
  /** The lifetime of access tokens in seconds, for a client whose answers do not say. */
  readonly defaultExpiresIn?: number
  readonly tokenResponse?: {
    /** The member that holds the standard ones. */
    readonly member?: string
    readonly scopeSeparator?: string
  }
  /** What the provider's own errors say by which it refuses a code, a token or a client. */
  readonly tokenErrors?: { readonly refusals: ReadonlyArray<string> }
  /** Puts the secret where browsers, proxies and logs see it: for providers that insist. */
  readonly unsafeSecretInAuthorizeUrl?: boolean
}

type Parameters = Readonly<Record<string, string>>

/** Joins settings: parameters add up, and of two that say the same the later one counts. */
export const joinClientSettings = (left: ClientSettings, right: ClientSettings): ClientSettings => ({
  ...left,
  ...right,
  ...joined("authorizeParameters", left, right),
  ...joined("exchangeParameters", left, right),
  ...joined("refreshParameters", left, right),
  ...joined("tokenHeaders", left, right),
  ...joined("parameterNames", left, right),
  ...joined("tokenResponse", left, right),
  ...joinedErrors(left, right)
})

type RecordName =
  | "authorizeParameters"
  | "exchangeParameters"
  | "refreshParameters"
  | "tokenHeaders"
  | "parameterNames"
  | "tokenResponse"

const joined = (name: RecordName, left: ClientSettings, right: ClientSettings): ClientSettings =>
  left[name] === undefined || right[name] === undefined ? {} : { [name]: { ...left[name], ...right[name] } }

const joinedErrors = (
  { tokenErrors: left }: ClientSettings,
  { tokenErrors: right }: ClientSettings
): ClientSettings =>
  left === undefined || right === undefined
    ? {}
    : { tokenErrors: { refusals: [...left.refusals, ...right.refusals] } }
