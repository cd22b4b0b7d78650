import { assert, describe, it } from "@effect/vitest"
import { Effect, Equal, Redacted } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import {
  decodeStoredToken,
  defaultLifetime,
  encodeStoredToken,
  mergeRefreshed,
  tokenFromResponse
} from "../../src/index.ts"
import type { Token, TokenResponse } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const response = fc.record(
  {
    accessToken: arbitrary.anySecret.map((value) => Redacted.make(value)),
    refreshToken: arbitrary.anySecret.map((value) => Redacted.make(value)),
    tokenType: arbitrary.text({ minLength: 1 }),
    expiresIn: fc.integer({ min: 1, max: 10_000_000 }),
    scope: arbitrary.text(),
    extra: arbitrary.extra.map((value) => Redacted.make(value))
  },
  { requiredKeys: ["accessToken", "extra"] }
) satisfies fc.Arbitrary<TokenResponse>

const receivedAt = fc.integer({ min: 0, max: 4_000_000_000 })

const decode = (json: unknown): Token => Effect.runSync(decodeStoredToken(json))

describe("Token", () => {
  it("survives storage, whatever its members", () => {
    fc.assert(
      fc.property(arbitrary.token, (token) => {
        const stored: unknown = JSON.parse(JSON.stringify(encodeStoredToken(token)))
        assert.isTrue(Equal.equals(decode(stored), decode(encodeStoredToken(token))))
        assert.deepStrictEqual(encodeStoredToken(decode(stored)), stored)
      })
    )
  })

  it("takes Home Assistant's stored shape without a token type", () => {
    const token = decode({
      access_token: "ACCESSTOKEN",
      refresh_token: "REFRESHTOKEN",
      expires_in: 60,
      expires_at: 100.5,
      user_id: 7
    })
    assert.strictEqual(token.tokenType, "Bearer")
    assert.deepStrictEqual(Redacted.value(token.extra), { user_id: 7 })
  })

  it("refuses stored JSON that is no token, without repeating it", () => {
    fc.assert(
      fc.property(arbitrary.secret, (secret) => {
        const stored = { access_token: secret, refresh_token: [secret], expires_in: secret, expires_at: 1 }
        const error = Effect.runSync(Effect.flip(decodeStoredToken(stored)))
        assert.strictEqual(error._tag, "StoredTokenInvalid")
        assert.notInclude(inspect(error, { depth: null }) + JSON.stringify(error), secret)
      })
    )
  })

  it("is valid until 20 seconds before it expires", () => {
    const token = decode({ access_token: "ACCESSTOKEN", expires_in: 60, expires_at: 1_000 })
    assert.isTrue(token.isValid(979))
    assert.isFalse(token.isValid(980))
    assert.isTrue(token.isValid(989, 10))
  })

  it("shows none of its secrets when printed", () => {
    fc.assert(
      fc.property(arbitrary.secret, (secret) => {
        const token = decode({
          access_token: secret,
          refresh_token: secret,
          id_token: secret,
          expires_in: 1,
          expires_at: 1
        })
        assert.notInclude(inspect(token, { depth: null, showHidden: true }), secret)
        assert.notInclude(JSON.stringify(token) + String(token), secret)
      })
    )
  })
})

describe("tokenFromResponse", () => {
  const made = (members: Partial<TokenResponse>, defaultExpiresIn?: number) =>
    tokenFromResponse(
      { accessToken: Redacted.make("ACCESSTOKEN"), extra: Redacted.make({}), ...members },
      { receivedAt: 1_000, defaultExpiresIn }
    )

  it("fills in an hour where the provider does not say and the token can be refreshed", () => {
    assert.strictEqual(
      made({ refreshToken: Redacted.make("REFRESHTOKEN") }).expiresIn,
      defaultLifetime.refreshable
    )
  })

  it("takes a token that cannot be refreshed for one that lasts", () => {
    assert.strictEqual(made({}).expiresAt, 1_000 + defaultLifetime.lasting)
  })

  it("prefers what the provider says, then what the module says", () => {
    assert.strictEqual(made({ expiresIn: 5 }, 60).expiresIn, 5)
    assert.strictEqual(made({}, 60).expiresIn, 60)
  })
})

describe("mergeRefreshed", () => {
  it("replaces what the response gives and keeps what it leaves out", () => {
    fc.assert(
      fc.property(arbitrary.token, response, receivedAt, (token, response, receivedAt) => {
        const merged = mergeRefreshed(token, response, { receivedAt })
        assert.isTrue(Equal.equals(merged.accessToken, response.accessToken))
        assert.isTrue(Equal.equals(merged.refreshToken, response.refreshToken ?? token.refreshToken))
        assert.strictEqual(merged.scope, response.scope ?? token.scope)
        assert.strictEqual(merged.tokenType, response.tokenType ?? token.tokenType)
        const extra = { ...Redacted.value(token.extra), ...Redacted.value(response.extra) }
        assert.deepStrictEqual(Redacted.value(merged.extra), extra)
      })
    )
  })

  it("always counts the expiry anew, into the future", () => {
    fc.assert(
      fc.property(arbitrary.token, response, receivedAt, (token, response, receivedAt) => {
        const merged = mergeRefreshed(token, response, { receivedAt })
        assert.isAbove(merged.expiresAt, receivedAt)
        assert.strictEqual(merged.expiresAt, receivedAt + merged.expiresIn)
      })
    )
  })

  it("never changes the token that it was given", () => {
    fc.assert(
      fc.property(arbitrary.token, response, (token, response) => {
        const before = structuredClone(encodeStoredToken(token))
        mergeRefreshed(token, response, { receivedAt: 0 })
        assert.deepStrictEqual(encodeStoredToken(token), before)
      })
    )
  })
})
