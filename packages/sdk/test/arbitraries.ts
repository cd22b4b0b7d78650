/** Arbitrary inputs of the domain. */
import { Redacted } from "effect"
import * as fc from "fast-check"
import { ClientCredential, Token } from "../src/index.ts"

/** Any text without lone surrogates, which no encoding of the web can carry. */
export const text = (constraints: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ unit: "grapheme", ...constraints })

/** A text that cannot occur in a message by chance. */
export const secret = fc.string({
  unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ"),
  minLength: 16,
  maxLength: 24
})

/** Any credential with a secret. */
export const credential = fc
  .record({ clientId: text({ minLength: 1 }), clientSecret: text({ minLength: 1 }) })
  .map(
    ({ clientId, clientSecret }) =>
      new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) })
  )

const ownMembers = [
  "access_token",
  "refresh_token",
  "token_type",
  "expires_in",
  "expires_at",
  "scope",
  "error"
]

/** Members that no standard names. */
export const extra = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => !ownMembers.includes(name)),
  fc.jsonValue()
)

/** Any token with a refresh token. */
export const token = fc
  .record({
    accessToken: text({ minLength: 1 }),
    refreshToken: text({ minLength: 1 }),
    expiresIn: fc.integer({ min: 1, max: 10_000_000 }),
    expiresAt: fc.integer({ min: 0, max: 4_000_000_000 }),
    scope: text(),
    extra
  })
  .map(
    (members) =>
      new Token({
        ...members,
        tokenType: "Bearer",
        accessToken: Redacted.make(members.accessToken),
        refreshToken: Redacted.make(members.refreshToken),
        extra: Redacted.make(members.extra)
      })
  )
