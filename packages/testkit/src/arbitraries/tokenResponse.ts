/** What a token endpoint answers. */
import * as fc from "fast-check"
import type { Json, WireAnswer } from "../subject/Protocol.ts"
import { opaqueText } from "./text.ts"

/** The members of a token response, as on the wire. */
export type TokenMembers = { readonly [member: string]: Json }

const membersWith = (prefix: string): fc.Arbitrary<TokenMembers> =>
  fc
    .record({
      required: fc.record({
        access_token: opaqueText(`${prefix}access-`),
        token_type: fc.constantFrom("Bearer", "bearer"),
        expires_in: fc.integer({ min: 60, max: 604_800 }),
        refresh_token: opaqueText(`${prefix}refresh-`)
      }),
      optional: fc.record(
        { scope: fc.constantFrom("read", "read write"), user_id: opaqueText("") },
        { requiredKeys: [] }
      )
    })
    .map(({ optional, required }) => ({ ...required, ...optional }))

/**
 * A successful token response with a refresh token and a lifetime, and perhaps a scope and members that OAuth does
 * not know, which a client keeps.
 *
 * @see RFC 6749, section 5.1
 */
export const tokenMembers = membersWith("")

/**
 * The same after a refresh: its tokens are never those of {@link tokenMembers}.
 *
 * @see RFC 6749, section 6
 */
export const refreshedTokenMembers = membersWith("new-")

/** A JSON answer. */
export const jsonAnswer = (body: Json, status = 200, headers: Record<string, string> = {}): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  body: JSON.stringify(body)
})

/** A token without some of its members. */
export const without = (token: TokenMembers, ...names: ReadonlyArray<string>): TokenMembers =>
  Object.fromEntries(Object.entries(token).filter(([name]) => !names.includes(name)))
