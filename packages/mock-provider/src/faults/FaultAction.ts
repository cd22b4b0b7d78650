/** What a fault does, instead of the provider's own answer or with it. */
import { Schema } from "effect"

const Status = Schema.Int.check(Schema.isBetween({ minimum: 200, maximum: 599 }))
const ErrorStatus = Schema.Int.check(Schema.isBetween({ minimum: 400, maximum: 599 }))
const RedirectStatus = Schema.Literals([301, 302, 303, 307, 308])
const HeaderName = Schema.String.check(Schema.isPattern(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/))
const HeaderValue = Schema.String.check(Schema.isPattern(/^[\t\x20-\x7E\x80-\xFF]*$/))
const Headers = Schema.Record(HeaderName, HeaderValue)

const actions = {
  OAuthError: {
    error: Schema.NonEmptyString,
    description: Schema.optionalKey(Schema.String),
    status: Schema.optionalKey(Status),
    headers: Schema.optionalKey(Headers)
  },
  Status: {
    status: ErrorStatus,
    retryAfter: Schema.optionalKey(Schema.Union([Schema.Int, HeaderValue])),
    body: Schema.optionalKey(Schema.String)
  },
  Html: { status: Schema.optionalKey(Status) },
  Empty: { status: Schema.optionalKey(Status) },
  TruncatedJson: { status: Schema.optionalKey(Status) },
  WrongTypes: { status: Schema.optionalKey(Status) },
  ErrorInOk: { error: Schema.NonEmptyString, description: Schema.optionalKey(Schema.String) },
  Respond: {
    status: Status,
    headers: Schema.optionalKey(Headers),
    body: Schema.optionalKey(Schema.String)
  },
  HugeBody: {
    bytes: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1024, maximum: 268_435_456 }))),
    status: Schema.optionalKey(Status)
  },
  Redirect: { location: HeaderValue, status: Schema.optionalKey(RedirectStatus) },
  ConnectionFailure: {},
  NeverAnswers: {},
  Slow: { milliseconds: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 2_147_483_647 })) },
  CommitThenDrop: {},
  DuplicateDelivery: { answer: Schema.optionalKey(Schema.Literals(["first", "last"])) },
  ClockSkew: {
    seconds: Schema.Int.check(Schema.isBetween({ minimum: -3_155_760_000, maximum: 3_155_760_000 }))
  },
  StateDropped: {},
  StateChanged: { state: Schema.String },
  CallbackError: { error: Schema.NonEmptyString, description: Schema.optionalKey(Schema.String) },
  WrongIdToken: {
    wrong: Schema.Literals(["issuer", "audience", "subject", "nonce", "expiry", "signature", "algorithm"])
  },
  SigningKeyRotated: { published: Schema.optionalKey(Schema.Literals(["new", "both", "old"])) }
}

/**
 * Describes what a fault does, as data that is the same in code and in JSON.
 *
 * Instead of the provider, which does not see the request:
 *
 * - `OAuthError`: an error body of RFC 6749, 5.2 with any status from 200 (default 400).
 * - `Status`: a bare status of 400 to 599, with `Retry-After` if given (seconds, or an HTTP date).
 * - `Html`, `Empty`, `TruncatedJson`, `WrongTypes`: what proxies and broken servers send (default status 200).
 * - `ErrorInOk`: an OAuth error under status 200.
 * - `Respond`: exactly the response given; also the way to script a token response.
 * - `HugeBody`: a token response padded to `bytes` (default 10 MiB, at most 256 MiB).
 * - `Redirect`: a redirect to `location` (default status 307, which repeats the request with its body).
 * - `ConnectionFailure`: the connection breaks before an answer.
 * - `NeverAnswers`: the connection stays open and silent.
 *
 * With the provider, which does its part:
 *
 * - `Slow`: the answer comes after so many milliseconds of the provider's clock.
 * - `CommitThenDrop`: the provider does all it was asked, and the connection breaks before the client knows.
 * - `DuplicateDelivery`: the request arrives twice, and the client gets the `first` or the `last` answer (default).
 * - `ClockSkew`: the provider's clock is off by so many seconds for this request.
 * - `StateDropped`, `StateChanged`: the callback has no `state`, or another one.
 * - `CallbackError`: where the provider would call back with a code, it calls back with this error.
 * - `WrongIdToken`: what is `wrong` with the id token that goes out: another issuer, audience, subject or nonce, an
 *   expiry an hour ago, a signature that does not fit, or `alg: none` without a signature (`algorithm`).
 * - `SigningKeyRotated`: from this request on another key signs; `published` says which keys are shown (default
 *   `new`).
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @category schemas
 * @since 0.1.0
 */
export const FaultAction = Schema.TaggedUnion(actions).annotate({
  expected: `an action with one of the tags ${Object.keys(actions).join(", ")}`
})

/**
 * Describes what a fault does.
 *
 * @category models
 * @since 0.1.0
 */
export type FaultAction = typeof FaultAction.Type
