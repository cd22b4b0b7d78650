/** The body of a token endpoint's answer, as members: JSON by the standard, a form by some providers. */
import { Option, Predicate } from "effect"

/**
 * Holds the members of an answer, of any type yet.
 *
 * @category models
 * @since 0.1.0
 */
export type TokenResponseMembers = Readonly<Record<string, unknown>>

const parseJson = Option.liftThrowable((body: string): unknown => JSON.parse(body))

/**
 * Reads a body as JSON whatever its content type says, or else as a form; gives none where it is neither.
 *
 * A form is taken for one where it says so or where it is nothing but pairs, which HTML and truncated JSON are not.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { parseTokenResponseBody } from "@application-credentials/sdk"
 * import { Option } from "effect"
 *
 * const form = parseTokenResponseBody("access_token=at&expires_in=3600")
 * assert.deepEqual(Option.getOrThrow(form), { access_token: "at", expires_in: "3600" })
 * assert.equal(Option.isNone(parseTokenResponseBody("<h1>Bad gateway</h1>")), true)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category protocol
 * @since 0.1.0
 */
export const parseTokenResponseBody = (
  body: string,
  contentType?: string
): Option.Option<TokenResponseMembers> => {
  const json = parseJson(body)
  if (Option.isSome(json)) return Option.filter(json, isTokenResponseMembers)
  const declared = contentType?.trim().toLowerCase().startsWith("application/x-www-form-urlencoded") === true
  if (!pairs.test(body.trim()) && !declared) return Option.none()
  const members = Object.fromEntries(new URLSearchParams(body.trim()))
  return Option.liftPredicate(members, (members) => "access_token" in members || "error" in members)
}

const pairs = /^[\w.%+~*-]+=[^\s<>{}"&]*(&[\w.%+~*-]+=[^\s<>{}"&]*)*$/

/**
 * Tells whether a value is an object with members, and no array.
 */
export const isTokenResponseMembers = (json: unknown): json is TokenResponseMembers =>
  Predicate.isObject(json) && !Array.isArray(json)
