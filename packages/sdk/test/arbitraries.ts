/** Arbitrary inputs of the domain. */
import { Redacted } from "effect"
import * as fc from "fast-check"
import { ClientCredential, discoverySources, PendingLink, Token } from "../src/index.ts"
import type { LinkSource, LinkStep } from "../src/index.ts"

/** Any text without lone surrogates, which no encoding of the web can carry. */
export const text = (constraints: { minLength?: number; maxLength?: number } = {}) =>
  fc.string({ unit: "grapheme", ...constraints })

/** A text that cannot occur in a message by chance. */
export const secret = fc.string({
  unit: fc.constantFrom(..."ABCDEFGHJKLMNPQRSTUVWXYZ"),
  minLength: 16,
  maxLength: 24
})

/** Any text with a canary in it: a secret of any characters, which cannot occur in a message by chance. */
export const anySecret = fc.tuple(text(), text()).map(([before, after]) => `${before}A-CANARY${after}`)

/** Any credential with a secret. */
export const credential = fc
  .record({ clientId: text({ minLength: 1 }), clientSecret: anySecret })
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
  // As it is after JSON, which has no -0.
  fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)))
)

/** Any token with a refresh token. */
export const token = fc
  .record({
    accessToken: anySecret,
    refreshToken: anySecret,
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

const redacted = (from: fc.Arbitrary<string>) => from.map((value) => Redacted.make(value))

const source: fc.Arbitrary<LinkSource> = fc.oneof(
  fc.record({ type: fc.constantFrom("user", ...discoverySources) }),
  fc.record({ type: fc.constantFrom("reauth", "reconfigure"), accountId: text() })
)

const step: fc.Arbitrary<LinkStep> = fc.oneof(
  fc.record({
    id: fc.constantFrom("oauth_discovery", "reauth_confirm", "missing_credentials", "pick_implementation")
  }),
  fc.record(
    {
      id: fc.constant("auth"),
      implementation: text(),
      redirectUri: fc.webUrl(),
      state: redacted(secret),
      codeVerifier: redacted(secret)
    },
    { requiredKeys: ["id", "implementation", "redirectUri", "state"] }
  ),
  fc.record({ id: fc.constant("delivery"), implementation: text() }),
  fc.record({
    id: fc.constant("device"),
    implementation: text(),
    authorization: fc.record(
      {
        deviceCode: redacted(secret),
        userCode: text(),
        verificationUri: fc.webUrl(),
        verificationUriComplete: fc.webUrl(),
        expiresAt: fc.integer(),
        interval: fc.integer({ min: 1 })
      },
      { requiredKeys: ["deviceCode", "userCode", "verificationUri", "expiresAt", "interval"] }
    ),
    nextPollAt: fc.integer()
  })
)

/** Any flow that waits. */
export const pendingLink = fc
  .record(
    {
      flowId: text(),
      domain: text(),
      source,
      step,
      frontendBase: fc.webUrl(),
      browser: redacted(secret),
      expiresAt: fc.integer()
    },
    { requiredKeys: ["flowId", "domain", "source", "step", "expiresAt"] }
  )
  .map((members) => new PendingLink(members))
