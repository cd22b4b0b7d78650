/** What a provider granted is stored, and less than is required links no account. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { LinkedAccounts, LinkingFlow } from "../../src/index.ts"
import { grantedScopes } from "../../src/flows/grantedScopes.ts"
import { json } from "../Provider.ts"
import { agree, ending, link, makeInstance } from "./Instance.ts"

/** An instance whose module asks for `read`, and whose provider names these scopes. */
const granting = (scope: unknown, requiredScopes?: ReadonlyArray<string>) =>
  makeInstance({
    answer: () => json({ access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", scope }),
    ...(requiredScopes === undefined ? {} : { integration: { requiredScopes } })
  }).layer

describe("the scopes of an account", () => {
  it.effect.each<[string, unknown, ReadonlyArray<string>]>([
    ["that the provider names", "read write", ["read", "write"]],
    ["that it names with commas", "read,write", ["read", "write"]],
    ["that it names as a list", ["read", "write"], ["read", "write"]],
    ["that were asked for, where it is silent", undefined, ["read"]],
    ["that it granted, where it is fewer", "", []]
  ])("are those %s", ([, scope, expected]) =>
    Effect.gen(function* () {
      const { id } = yield* link
      const account = yield* LinkedAccounts.use((accounts) => accounts.get(id))
      assert.deepStrictEqual(account.scopes, expected)
    }).pipe(Effect.provide(granting(scope)))
  )

  it.effect.each<[string, unknown, string]>([
    ["links where all that is required is granted", "write read", "create_entry"],
    ["links where the provider says nothing, as it may only then", undefined, "create_entry"],
    ["does not link where one is missing", "write", "missing_scopes"],
    ["does not link where another has a longer name", "readonly", "missing_scopes"]
  ])("a flow %s", ([, scope, expected]) =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const result = yield* flow.callback(agree(yield* flow.start({ domain: "acme" })))
      assert.strictEqual(ending(result), expected)
      if (result.type === "abort") assert.include(result.error?.message, "read")
      const accounts = yield* LinkedAccounts.use(({ list }) => list)
      assert.strictEqual(accounts.length, expected === "create_entry" ? 1 : 0)
    }).pipe(Effect.provide(granting(scope, ["read"])))
  )

  it("are found whatever stands between them", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z:./]{1,12}$/), { maxLength: 6 })
    fc.assert(
      fc.property(names, fc.constantFrom(" ", ",", ", ", "  "), (scopes, separator) => {
        assert.deepStrictEqual(grantedScopes({ scope: scopes.join(separator) }, ["read"]), scopes)
      })
    )
    assert.deepStrictEqual(grantedScopes({ scope: "a,b c" }, ["a,b", "c"]), ["a,b", "c"])
  })
})
