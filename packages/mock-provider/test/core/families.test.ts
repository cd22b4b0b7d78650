import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ClientOptions } from "../../src/index.ts"
import type { Harness } from "../Harness.ts"
import { basicClient, makeHarness, parse, postClient, text } from "../Harness.ts"

/** What there ought to be of one grant, kept by a few lines that know nothing of the provider. */
interface Family {
  readonly client: ClientOptions
  readonly code: string
  readonly accessTokens: Array<{ readonly text: string; readonly expiresAt: number; revoked: boolean }>
  readonly refreshTokens: Array<{ readonly text: string; replaced: boolean }>
  revoked: boolean
}

const accessLifetime = 100

const command = fc.record({
  what: fc.constantFrom(
    "link",
    "refresh",
    "refresh",
    "refresh",
    "reuse code",
    "revoke access",
    "revoke refresh",
    "wait"
  ),
  pick: fc.nat(),
  other: fc.nat()
})

const add = (family: Family, harness: Harness, tokens: Record<string, unknown>): void => {
  const expiresAt = harness.clock.now + accessLifetime * 1000
  family.accessTokens.push({ text: text(tokens["access_token"]), expiresAt, revoked: false })
  family.refreshTokens.push({ text: text(tokens["refresh_token"]), replaced: false })
}

const link = (harness: Harness, client: ClientOptions): Family => {
  const code = harness.codeFor(client)
  const family: Family = { client, code, accessTokens: [], refreshTokens: [], revoked: false }
  add(family, harness, parse(harness.exchange(client, code)))
  return family
}

const refresh = (harness: Harness, family: Family, pick: number): void => {
  const token = family.refreshTokens[pick % family.refreshTokens.length]
  if (token === undefined) return
  const response = harness.refresh(family.client, token.text)
  expect(response.status === 200).toBe(!family.revoked && !token.replaced)
  if (token.replaced) family.revoked = true
  if (response.status !== 200) return
  token.replaced = true
  add(family, harness, parse(response))
}

const revokeAccess = (harness: Harness, family: Family, pick: number): void => {
  const token = family.accessTokens[pick % family.accessTokens.length]
  if (token === undefined) return
  harness.post("revoke", family.client, { token: token.text })
  token.revoked = true
}

const revokeRefresh = (harness: Harness, family: Family, pick: number): void => {
  const token = family.refreshTokens[pick % family.refreshTokens.length]
  if (token === undefined) return
  harness.post("revoke", family.client, { token: token.text })
  family.revoked = true
}

const perform = (harness: Harness, families: Array<Family>, what: string, pick: number, other: number) => {
  const family = families[other % Math.max(1, families.length)]
  if (what === "wait") harness.clock.now += (pick % 150) * 1000
  else if (what === "link" || family === undefined) {
    families.push(link(harness, pick % 2 === 0 ? basicClient : postClient))
  } else if (what === "refresh") refresh(harness, family, pick)
  else if (what === "revoke access") revokeAccess(harness, family, pick)
  else if (what === "revoke refresh") revokeRefresh(harness, family, pick)
  else {
    expect(harness.exchange(family.client, family.code).status).toBe(400)
    family.revoked = true
  }
}

describe("whatever clients do, in any order", () => {
  it("an access token lives as long as it is not expired or revoked, nor its grant", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const harness = makeHarness({ lifetimes: { accessToken: accessLifetime, code: 60 } })
        const families: Array<Family> = []
        for (const { other, pick, what } of commands) {
          perform(harness, families, what, pick, other)
          for (const family of families) {
            for (const token of family.accessTokens) {
              const lives = !family.revoked && !token.revoked && harness.clock.now < token.expiresAt
              expect(harness.provider.isLive(token.text)).toBe(lives)
            }
          }
        }
      }),
      { numRuns: 200 }
    )
  })
})
