/** How a provider differs from the standard: data, and hooks for what data cannot say. */
import type { Schema } from "effect"
import type { Client } from "./Client.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import type { RequestDialect } from "./RequestDialect.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { RuleName } from "./rules.ts"
import type { WireHeaders } from "./WireRequest.ts"

/**
 * Describes a provider's deviations. Every member that is left out means the standard, and every hook is pure and
 * synchronous.
 *
 * @category models
 * @since 0.1.0
 */
export interface Deviations {
  /** How requests are written. */
  readonly request?: RequestDialect
  /** What the provider asks of a request beside the standard. It is asked first, at every endpoint. */
  readonly checkRequest?: (request: ReceivedRequest) => OwnRefusal | undefined
  /** Whether a refresh token comes with an access token. Asked where the client may have one at all. */
  readonly givesRefreshToken?: (context: TokenContext) => boolean
  /** How token responses are written. */
  readonly tokenResponse?: TokenResponseShape
  /** How errors are written where clients are answered: not at `authorize`, nor by the API. */
  readonly error?: ErrorShape
  /** How the API writes errors: `userinfo` and `resource`. */
  readonly apiError?: ErrorShape
  /** Parameters added to the callback that brings a code. They do not replace the standard ones. */
  readonly callbackParameters?: (context: CallbackContext) => Readonly<Record<string, string>>
}

/**
 * Describes a refusal for a reason of the provider's own; the journal names the rule `provider-rule`. The default
 * status is 400.
 *
 * @category models
 * @since 0.1.0
 */
export interface OwnRefusal {
  readonly error: string
  readonly description: string
  readonly status?: number
}

/**
 * Describes what tokens are issued for. `authorization` holds the parameters of the authorization request that the
 * grant came of, if there was one; `isFirstConsent` says that client and user had no grant together before this one.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenContext {
  readonly request: ReceivedRequest
  readonly grantType: string
  readonly client: Client
  readonly subject: string | undefined
  readonly scope: ReadonlyArray<string>
  /** What the tokens are for, where the request or the grant says so (RFC 8707). */
  readonly resources: ReadonlyArray<string>
  readonly authorization: RequestParameters | undefined
  readonly isFirstConsent: boolean
  /** The thumbprint of the key that the tokens are bound to, if they are (RFC 9449). */
  readonly jkt: string | undefined
  readonly now: number
}

/**
 * Describes the callback that a code goes out with. `authorization` holds the parameters of the authorization request.
 *
 * @category models
 * @since 0.1.0
 */
export interface CallbackContext {
  readonly authorization: RequestParameters
  readonly client: Client
  readonly scope: ReadonlyArray<string>
}

/**
 * Describes how token responses are written.
 *
 * @category models
 * @since 0.1.0
 */
export interface TokenResponseShape {
  /** Default: 200. */
  readonly status?: number
  /** Default: `json`. `form-unless-json-accepted` looks at the `Accept` field. */
  readonly format?: "json" | "form" | "form-unless-json-accepted"
  /** Default: the format's. */
  readonly contentType?: string
  /** Default: `string`, in the provider's separator. */
  readonly scope?: "string" | "array" | "comma-string" | "missing"
  /** Default: `number`. */
  readonly expiresIn?: "number" | "string" | "missing"
  /** Default: `Bearer`. */
  readonly tokenType?: "missing" | (string & {})
  /** Other names of standard members: `{ expires_in: "expire_in" }`. */
  readonly memberNames?: Readonly<Record<string, string>>
  /** Members added to each response, or made of its context. They do not replace the standard ones. */
  readonly members?: JsonMembers | ((context: TokenContext) => JsonMembers)
  /** Writes the whole body. It gets the members as the ones above made them; format `json` takes any JSON. */
  readonly write?: (members: JsonMembers, context: TokenContext) => Schema.Json
}

/**
 * Describes an error to be written.
 *
 * @category models
 * @since 0.1.0
 */
export interface ErrorContext {
  readonly request: ReceivedRequest
  readonly rule: RuleName
  readonly error: string
  readonly description: string
  readonly status: number
}

/**
 * Describes how errors are written.
 *
 * @category models
 * @since 0.1.0
 */
export interface ErrorShape {
  /** The status of all errors. Default: the rule's. */
  readonly status?: number
  /** The status by rule, which goes before that of all errors. */
  readonly statuses?: { readonly [Rule in RuleName]?: number }
  /** The provider's own error codes by rule. */
  readonly codes?: { readonly [Rule in RuleName]?: string }
  /** Members added to each error. They do not replace the standard ones. */
  readonly members?: JsonMembers
  /** Default: `json`. `form-unless-json-accepted` looks at the `Accept` field. */
  readonly format?: "json" | "form-unless-json-accepted"
  /** Writes an error otherwise. It gets the status and the code as the members above made them, and no other. */
  readonly write?: (error: ErrorContext) => WrittenError
}

/**
 * Describes a written error: a JSON body by default, or text with the content type that `headers` give.
 *
 * @category models
 * @since 0.1.0
 */
export interface WrittenError {
  readonly status?: number
  readonly headers?: WireHeaders
  readonly body: Schema.Json
}
