/**
 * The rules to which the conformance kit holds the config flow of an integration, held against the SDK's own flow: whatever
 * accounts a user links, and links again, in any order. That no log shows a token (FLO-8) holds for all tests of this package:
 * `test/canaries`.
 */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import fc from "fast-check"
import { Implementations, type LinkedAccount, LinkedAccounts, LinkingFlow } from "../../src/index.ts"
import { agree, ending, makeInstance } from "./Instance.ts"

/** Who is logged in at the provider, and which of the accounts that there are is linked again; a new one where it is null. */
interface Deed {
  readonly person: "ada" | "grace"
  readonly again: number | null
}

const deeds: fc.Arbitrary<ReadonlyArray<Deed>> = fc.array(
  fc.record({
    person: fc.constantFrom("ada", "grace"),
    again: fc.option(fc.nat({ max: 1 }), { nil: null })
  }),
  { minLength: 1, maxLength: 8 }
)

/** What of an account must not change by the way: its token, and whose it is. */
const shown = ({ authImplementation, id, token, uniqueId }: LinkedAccount) => ({
  id,
  uniqueId,
  authImplementation,
  accessToken: Redacted.value(token.accessToken)
})

const list = Effect.map(
  LinkedAccounts.use((accounts) => accounts.list),
  (accounts) => accounts.map(shown)
)

/** Does it, and holds what came of it to the rules. */
const expectRules = Effect.fnUntraced(function* ({ again, person }: Deed, exchanged: () => string) {
  const flow = yield* LinkingFlow
  const before = yield* list
  const subject = again === null ? undefined : before[again]
  const started = yield* flow.start({
    domain: "acme",
    ...(subject === undefined ? {} : { source: { type: "reauth", accountId: subject.id } })
  })
  const external = started.type === "form" ? yield* flow.confirm(started.flowId) : started
  const result = yield* flow.callback(agree(external))
  const after = yield* list
  const own = before.find(({ uniqueId }) => uniqueId === person)
  if (subject === undefined && own === undefined) {
    assert.strictEqual(ending(result), "create_entry", "FLO-2: a granted authorization ends in an account")
    const made = after.find(({ uniqueId }) => uniqueId === person)
    assert.strictEqual(made?.accessToken, exchanged(), "FLO-3: the account holds the exchanged token")
    const implementation = yield* Implementations.use((all) =>
      all.find("acme", made?.authImplementation ?? "")
    )
    assert.strictEqual(implementation.domain, made?.authImplementation, "FLO-3: its implementation is found")
    assert.strictEqual(after.length, before.length + 1)
    return
  }
  if (subject === undefined) {
    assert.strictEqual(ending(result), "already_configured", "FLO-7: linked twice")
    assert.deepStrictEqual(after, before, "FLO-7: linking the same account twice changes nothing")
    return
  }
  if (subject.uniqueId !== person) {
    assert.strictEqual(ending(result), "wrong_account", "FLO-6: another account")
    assert.deepStrictEqual(after, before, "FLO-6: another account changes and makes nothing")
    return
  }
  assert.strictEqual(ending(result), "reauth_successful", "FLO-4: the same account")
  assert.deepStrictEqual(
    after,
    before.map((account) => (account.id === subject.id ? { ...account, accessToken: exchanged() } : account)),
    "FLO-4: the account that was linked again has the new token, and nothing else changes"
  )
})

describe("the linking flow", () => {
  it("keeps the rules of config flows, whatever is linked and linked again", async () => {
    await fc.assert(
      fc.asyncProperty(deeds, async (all) => {
        let person: Deed["person"] = "ada"
        const { layer, seen } = makeInstance({
          integration: { identify: () => Effect.sync(() => ({ uniqueId: person })) }
        })
        const program = Effect.forEach(all, (deed) => {
          person = deed.person
          return expectRules(deed, () => `ACCESSTOKEN${seen.length}`)
        })
        await Effect.runPromise(Effect.provide(program, Layer.fresh(layer)))
      }),
      { numRuns: 20 }
    )
  })
})
