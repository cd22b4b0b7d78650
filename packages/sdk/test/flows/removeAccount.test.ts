import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { inspect } from "node:util"
import { CredentialStore, LinkedAccounts, LinkingFlow, removeAccount } from "../../src/index.ts"
import type { AccountNotFound, StorageError } from "../../src/index.ts"
import { layerInstance, link, makeStrictProvider } from "../StrictProvider.ts"

const accounts = LinkedAccounts.use(({ list }) => list)

describe("removeAccount", () => {
  it("can only fail for want of the account or of storage", () => {
    expectTypeOf<Effect.Error<ReturnType<typeof removeAccount>>>().toEqualTypeOf<
      AccountNotFound | StorageError
    >()
  })

  it.effect("removes the account, and has the provider revoke both of its tokens", () => {
    const strict = makeStrictProvider()
    return Effect.gen(function* () {
      const { id, token } = yield* link(strict)
      const { account, revocation } = yield* removeAccount(id)
      assert.strictEqual(account.id, id)
      assert.deepStrictEqual(revocation, { type: "revoked" })
      assert.deepStrictEqual(yield* accounts, [])
      assert.isFalse(strict.provider.isLive(Redacted.value(token.accessToken)))
      const calls = strict.provider.calls("revoke")
      assert.deepStrictEqual(
        calls.map(({ parameters, rule, status }) => [parameters.get("token_type_hint"), status, rule]),
        [
          ["refresh_token", 200, undefined],
          ["access_token", 200, undefined]
        ]
      )
    }).pipe(Effect.provide(layerInstance(strict)))
  })

  it.effect("removes the account where the provider offers no revocation", () => {
    const strict = makeStrictProvider({ endpoints: { revoke: false } })
    return Effect.gen(function* () {
      const { id } = yield* link(strict)
      assert.deepStrictEqual((yield* removeAccount(id)).revocation, { type: "unsupported" })
      assert.deepStrictEqual(yield* accounts, [])
    }).pipe(Effect.provide(layerInstance(strict)))
  })

  it.effect("removes the account whatever the provider does, and says what went wrong", () => {
    const strict = makeStrictProvider({
      faults: [{ match: { endpoint: "revoke" }, action: { _tag: "Status", status: 503 } }]
    })
    return Effect.gen(function* () {
      const { id, token } = yield* link(strict)
      const removed = yield* removeAccount(id)
      assert.strictEqual(
        removed.revocation.type === "failed" && removed.revocation.error._tag,
        "TokenRevocationFailed"
      )
      assert.deepStrictEqual(yield* accounts, [])
      const shown = inspect(removed, { depth: null, showHidden: true }) + JSON.stringify(removed)
      assert.notInclude(shown, Redacted.value(token.accessToken))
      assert.notInclude(shown, "CLIENT+SECRET")
    }).pipe(Effect.provide(layerInstance(strict)))
  })

  it.effect("removes the account whose credential is gone", () => {
    const strict = makeStrictProvider()
    return Effect.gen(function* () {
      const { id: _, ...account } = yield* link(strict)
      const { create, list, remove } = yield* LinkedAccounts
      yield* Effect.forEach(yield* list, ({ id }) => remove(id))
      yield* CredentialStore.use((store) => store.remove(account.authImplementation))
      const { id } = yield* create(account)
      const { revocation } = yield* removeAccount(id)
      assert.strictEqual(revocation.type === "failed" && revocation.error._tag, "ImplementationUnknown")
      assert.deepStrictEqual(yield* list, [])
    }).pipe(Effect.provide(layerInstance(strict)))
  })

  it.effect("ends the flows that were begun for the account, and no others", () => {
    const strict = makeStrictProvider()
    return Effect.gen(function* () {
      const [one, other] = [yield* link(strict), yield* link(strict)]
      const flow = yield* LinkingFlow
      for (const { id: accountId } of [one, other])
        yield* flow.start({ domain: "acme", source: { type: "reauth", accountId } })
      yield* removeAccount(one.id)
      assert.deepStrictEqual(
        (yield* flow.pending).map(({ source }) => source),
        [{ type: "reauth", accountId: other.id }]
      )
    }).pipe(Effect.provide(layerInstance(strict)))
  })

  it.effect("says that there is no such account", () => {
    const strict = makeStrictProvider()
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(removeAccount("gone")))._tag, "AccountNotFound")
    }).pipe(Effect.provide(layerInstance(strict)))
  })
})
