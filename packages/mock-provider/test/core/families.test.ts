import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ClientOptions } from "../../src/index.ts"
import type { World } from "../World.ts"
import { basicClient, makeWorld, parse, postClient, text } from "../World.ts"

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

const add = (family: Family, world: World, tokens: Record<string, unknown>): void => {
  const expiresAt = world.clock.now + accessLifetime * 1000
  family.accessTokens.push({ text: text(tokens["access_token"]), expiresAt, revoked: false })
  family.refreshTokens.push({ text: text(tokens["refresh_token"]), replaced: false })
}

const link = (world: World, client: ClientOptions): Family => {
  const code = world.codeFor(client)
  const family: Family = { client, code, accessTokens: [], refreshTokens: [], revoked: false }
  add(family, world, parse(world.exchange(client, code)))
  return family
}

const refresh = (world: World, family: Family, pick: number): void => {
  const token = family.refreshTokens[pick % family.refreshTokens.length]
  if (token === undefined) return
  const response = world.refresh(family.client, token.text)
  expect(response.status === 200).toBe(!family.revoked && !token.replaced)
  if (token.replaced) family.revoked = true
  if (response.status !== 200) return
  token.replaced = true
  add(family, world, parse(response))
}

const revokeAccess = (world: World, family: Family, pick: number): void => {
  const token = family.accessTokens[pick % family.accessTokens.length]
  if (token === undefined) return
  world.post("revoke", family.client, { token: token.text })
  token.revoked = true
}

const revokeRefresh = (world: World, family: Family, pick: number): void => {
  const token = family.refreshTokens[pick % family.refreshTokens.length]
  if (token === undefined) return
  world.post("revoke", family.client, { token: token.text })
  family.revoked = true
}

const perform = (world: World, families: Array<Family>, what: string, pick: number, other: number) => {
  const family = families[other % Math.max(1, families.length)]
  if (what === "wait") world.clock.now += (pick % 150) * 1000
  else if (what === "link" || family === undefined) {
    families.push(link(world, pick % 2 === 0 ? basicClient : postClient))
  } else if (what === "refresh") refresh(world, family, pick)
  else if (what === "revoke access") revokeAccess(world, family, pick)
  else if (what === "revoke refresh") revokeRefresh(world, family, pick)
  else {
    expect(world.exchange(family.client, family.code).status).toBe(400)
    family.revoked = true
  }
}

describe("whatever clients do, in any order", () => {
  it("an access token lives as long as it is not expired or revoked, nor its grant", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const world = makeWorld({ lifetimes: { accessToken: accessLifetime, code: 60 } })
        const families: Array<Family> = []
        for (const { other, pick, what } of commands) {
          perform(world, families, what, pick, other)
          for (const family of families) {
            for (const token of family.accessTokens) {
              const lives = !family.revoked && !token.revoked && world.clock.now < token.expiresAt
              expect(world.provider.isLive(token.text)).toBe(lives)
            }
          }
        }
      }),
      { numRuns: 200 }
    )
  })
})
