/** A token response from its members, tolerant of what providers deviate in and of nothing else. */
import { Predicate, Redacted, Result } from "effect"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import type { TokenResponseMembers } from "./TokenResponseBody.ts"

/**
 * Names the member for which an answer is refused, without its value.
 *
 * @category models
 * @since 0.1.0
 */
export interface MemberRefused {
  readonly member: string
  readonly reason: "missingMember" | "wrongType"
}

/**
 * Decodes a response's members.
 *
 * `expires_in` may be a number or a numeric string; `null`, none, zero and less count as not said. `scope` may be an
 * array. `token_type` and `refresh_token` may be missing or `null`. Whatever else there is goes to `extra`, apart from
 * `expires_at`, which the host counts by its own clock.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { decodeTokenResponse } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const response = decodeTokenResponse({ access_token: "at", expires_in: "3600", scope: ["read", "write"] })
 * assert.equal(Result.getOrThrow(response).expiresIn, 3600)
 * assert.equal(Result.getOrThrow(response).scope, "read write")
 *
 * const refused = decodeTokenResponse({ access_token: 1 })
 * assert.deepEqual(refused, Result.fail({ member: "access_token", reason: "wrongType" }))
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category protocol
 * @since 0.1.0
 */
export const decodeTokenResponse = (
  members: TokenResponseMembers
): Result.Result<TokenResponse, MemberRefused> => {
  const { access_token, refresh_token, token_type, expires_in, scope, expires_at: _, ...extra } = members
  const decoded = Result.all({
    accessToken: Result.flatMap(optionalString("access_token", access_token), required),
    refreshToken: optionalString("refresh_token", refresh_token),
    tokenType: optionalString("token_type", token_type),
    expiresIn: decodeExpiresIn(expires_in),
    scope: decodeScope(scope)
  })
  return Result.map(decoded, ({ accessToken, expiresIn, refreshToken, scope, tokenType }) => ({
    accessToken: Redacted.make(accessToken),
    ...(refreshToken === undefined ? {} : { refreshToken: Redacted.make(refreshToken) }),
    ...(tokenType === undefined ? {} : { tokenType }),
    ...(expiresIn === undefined ? {} : { expiresIn }),
    ...(scope === undefined ? {} : { scope }),
    extra: Redacted.make(extra)
  }))
}

const required = (accessToken: string | undefined): Result.Result<string, MemberRefused> =>
  accessToken === undefined ? refuse("access_token", "missingMember") : Result.succeed(accessToken)

const refuse = (member: string, reason: MemberRefused["reason"]): Result.Result<never, MemberRefused> =>
  Result.fail({ member, reason })

const optionalString = (member: string, value: unknown): Result.Result<string | undefined, MemberRefused> => {
  if (value === undefined || value === null || value === "") return Result.succeed(undefined)
  return Predicate.isString(value) ? Result.succeed(value) : refuse(member, "wrongType")
}

/** Reads `expires_in`, in seconds. */
export const decodeExpiresIn = (value: unknown): Result.Result<number | undefined, MemberRefused> => {
  if (value === undefined || value === null || value === "") return Result.succeed(undefined)
  const seconds = Predicate.isString(value) && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : value
  if (!Predicate.isNumber(seconds) || !Number.isFinite(seconds)) return refuse("expires_in", "wrongType")
  return Result.succeed(seconds >= 1 ? Math.trunc(seconds) : undefined)
}

/** Reads `scope`. */
export const decodeScope = (value: unknown): Result.Result<string | undefined, MemberRefused> => {
  if (value === undefined || value === null) return Result.succeed(undefined)
  if (Predicate.isString(value)) return Result.succeed(value)
  return Array.isArray(value) && value.every(Predicate.isString)
    ? Result.succeed(value.join(" "))
    : refuse("scope", "wrongType")
}
