/** The ways in which a token endpoint fails. */
import * as fc from "fast-check"
import type { WireAnswer } from "../subject/Protocol.ts"
import { jsonAnswer, type TokenMembers, tokenMembers } from "./tokenResponse.ts"

const errorCode = fc.constantFrom(
  "invalid_grant",
  "invalid_request",
  "invalid_client",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  // Of providers, as section 8.5 lets them.
  "bad_verification_code",
  "expired_token"
)

/**
 * The members of an error response.
 *
 * @see RFC 6749, section 5.2
 */
export const errorMembers: fc.Arbitrary<TokenMembers> = fc
  .record({
    error: errorCode,
    optional: fc.record(
      {
        error_description: fc.constantFrom("The code has expired.", "No such client."),
        error_uri: fc.constant("https://docs.provider.example/errors")
      },
      { requiredKeys: [] }
    )
  })
  .map(({ error, optional }) => ({ error, ...optional }))

/** Statuses that say that the request, not the moment, was wrong. */
const rejecting = fc.constantFrom(400, 401, 403, 404, 405, 409, 410, 415, 422)

/**
 * An error response with a status from 400 to 499 other than 429.
 *
 * @see RFC 6749, section 5.2
 */
export const rejection: fc.Arbitrary<WireAnswer> = fc
  .tuple(rejecting, errorMembers)
  .map(([status, members]) =>
    jsonAnswer(members, status, status === 401 ? { "www-authenticate": 'Basic realm="oauth"' } : {})
  )

/** A page of a proxy or of a site under maintenance. */
export const htmlPage = "<!DOCTYPE html><html><body><h1>Be right back</h1></body></html>"

const textAnswer = (status: number, body: string, headers: Record<string, string>): WireAnswer => ({
  _tag: "Response",
  status,
  headers,
  body
})

const retryAfter = fc.constantFrom<Record<string, string>>(
  {},
  { "retry-after": "120" },
  { "retry-after": "Thu, 01 Jan 2026 00:02:00 GMT" }
)

/**
 * An answer that says "not now": 429 or any 5xx, with or without `Retry-After`, with any body.
 *
 * @see RFC 6585, section 4, and RFC 9110, section 15.6
 */
export const unavailability: fc.Arbitrary<WireAnswer> = fc
  .tuple(
    fc.oneof(fc.constantFrom(429, 500, 502, 503, 504), fc.integer({ min: 500, max: 599 })),
    retryAfter,
    fc.oneof(
      errorMembers.map((members) => ["application/json", JSON.stringify(members)] as const),
      fc.constant(["text/html", htmlPage] as const),
      fc.constant(["text/plain", "upstream connect error"] as const),
      fc.constant(["application/json", '{"error":'] as const),
      fc.constant([null, ""] as const)
    )
  )
  .map(([status, headers, [type, body]]) =>
    textAnswer(status, body, type === null ? headers : { ...headers, "content-type": type })
  )

/**
 * An error in the body of a 200, as GitHub, Slack and others answer; sometimes with members of a token beside it.
 */
export const errorInSuccess: fc.Arbitrary<WireAnswer> = fc
  .tuple(errorMembers, fc.constantFrom<TokenMembers>({}, {}, { access_token: "", expires_in: 3600 }))
  .map(([error, beside]) => jsonAnswer({ ...error, ...beside }))

const notAnObject = fc.constantFrom("[]", '["access_token"]', "42", '"ok"', "true", "null")

const notAString = fc.constantFrom(null, 5, true, "", [], { value: "access" })

const wronglyTyped = fc
  .tuple(tokenMembers, fc.option(notAString, { nil: undefined }))
  .map(([token, value]) => {
    const { access_token: _, ...rest } = token
    return value === undefined ? rest : { ...rest, access_token: value }
  })

const truncated = fc
  .tuple(tokenMembers, fc.double({ min: 0, max: 0.999, noNaN: true }))
  .map(([token, share]) => {
    const text = JSON.stringify(token)
    return text.slice(0, 1 + Math.floor(share * (text.length - 1)))
  })

const json = { "content-type": "application/json" }

/**
 * A 200 that is no token response: HTML (also under the name of JSON), nothing, truncated JSON, JSON of another type,
 * or a token response without an access token that is text.
 */
export const unusableSuccess: fc.Arbitrary<WireAnswer> = fc.oneof(
  fc
    .constantFrom("text/html", "application/json")
    .map((type) => textAnswer(200, htmlPage, { "content-type": type })),
  fc.constantFrom(json, {}).map((headers) => textAnswer(200, "", headers)),
  truncated.map((body) => textAnswer(200, body, json)),
  notAnObject.map((body) => textAnswer(200, body, json)),
  wronglyTyped.map((members) => jsonAnswer(members))
)

/** No connection, or one on which no answer ever comes. */
export const noAnswer: fc.Arbitrary<WireAnswer> = fc.constantFrom<WireAnswer>(
  { _tag: "ConnectionFailure" },
  { _tag: "NeverAnswers" }
)

/** Where `redirection` leads: an origin that no module declares. */
export const elsewhere = "https://elsewhere.example"

/** A redirect of the token endpoint to another origin. */
export const redirection: fc.Arbitrary<WireAnswer> = fc
  .constantFrom(301, 302, 303, 307, 308)
  .map((status) => textAnswer(status, "", { location: `${elsewhere}/oauth/token` }))

/** What an answer is, in a few words: "HTTP 503", "an error in a 200", "no connection". */
export const describeAnswer = (answer: WireAnswer): string => {
  switch (answer._tag) {
    case "Response":
      return `HTTP ${answer.status}`
    case "ConnectionFailure":
      return "no connection"
    case "NeverAnswers":
      return "no answer"
  }
}
