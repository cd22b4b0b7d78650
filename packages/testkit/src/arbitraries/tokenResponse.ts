/** What a token endpoint answers. */
import * as fc from "fast-check"
import type { Json, WireAnswer } from "../subject/Protocol.ts"
import { alphanumericString } from "./credential.ts"

/**
 * The members of a token response, as on the wire.
 *
 * @category models
 * @since 0.1.0
 */
export type TokenMembers = { readonly [member: string]: Json }

const opaque = (prefix: string) => alphanumericString(8, 32).map((text) => `${prefix}-${text}`)

/**
 * A successful token response with a refresh token and a lifetime, and perhaps a scope and members that OAuth does
 * not know, which a client keeps.
 *
 * @see RFC 6749, section 5.1
 * @category arbitraries
 * @since 0.1.0
 */
export const tokenMembers: fc.Arbitrary<TokenMembers> = fc
  .record({
    required: fc.record({
      access_token: opaque("access"),
      token_type: fc.constantFrom("Bearer", "bearer"),
      expires_in: fc.integer({ min: 60, max: 604_800 }),
      refresh_token: opaque("refresh")
    }),
    optional: fc.record(
      { scope: fc.constantFrom("read", "read write"), user_id: alphanumericString(4, 12) },
      { requiredKeys: [] }
    )
  })
  .map(({ optional, required }) => ({ ...required, ...optional }))

/**
 * A JSON answer.
 *
 * @category constructors
 * @since 0.1.0
 */
export const jsonAnswer = (body: Json, status = 200, headers: Record<string, string> = {}): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  body: JSON.stringify(body)
})
