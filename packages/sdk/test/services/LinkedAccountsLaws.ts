/** What holds for the accounts in every layer of storage. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SecureRandom } from "effect/crypto"
import * as fc from "fast-check"
import { decodeStoredToken, LinkedAccounts, ReauthenticationRequired, Token } from "../../src/index.ts"
import type { AccountLock, NewAccount, Storage } from "../../src/index.ts"
import { text, token as tokens } from "../arbitraries.ts"

/** A layer of storage under test. */
export type StorageLayer = Layer.Layer<Storage | AccountLock, unknown>

/** The accounts over a layer of storage, and that layer. */
export const layerAccounts = (storage: StorageLayer) =>
  LinkedAccounts.layer.pipe(Layer.provide(SecureRandom.layerWebCrypto), Layer.provideMerge(storage))

/** What an account is made of, in all that a test does not care about. */
export const account = (members: Partial<NewAccount> = {}) =>
  Effect.map(
    decodeStoredToken({ access_token: "ACCESSTOKEN", expires_in: 1, expires_at: 1 }),
    (token): NewAccount => ({
      domain: "acme",
      title: "Acme",
      authImplementation: "implementation",
      token,
      ...members
    })
  )

/** Adds the tests of one layer; it is built afresh for each of them. */
export const suite = (name: string, storage: StorageLayer) => {
  const layer = Layer.fresh(layerAccounts(storage))

  describe(`LinkedAccounts, ${name}`, () => {
    it("gives back any account as it was stored, and as it was changed", async () => {
      const members = fc.record(
        { domain: text(), title: text(), authImplementation: text(), uniqueId: text(), token: tokens },
        { requiredKeys: ["domain", "title", "authImplementation", "token"] }
      )
      await fc.assert(
        fc.asyncProperty(members, tokens, async (members, token) => {
          await Effect.gen(function* () {
            const accounts = yield* LinkedAccounts
            const created = yield* accounts.create(members)
            assert.deepStrictEqual(yield* accounts.get(created.id), created)
            const updated = yield* accounts.update(created.id, { token })
            assert.deepStrictEqual(yield* accounts.list, [updated])
            assert.deepStrictEqual(yield* accounts.forDomain(members.domain), [updated])
            assert.deepStrictEqual(updated.token, token)
          }).pipe(Effect.provide(layer), Effect.runPromise)
        }),
        { numRuns: 20 }
      )
    })

    it.effect("links one account of a provider once, however many try at once", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const create = Effect.exit(Effect.flatMap(account({ uniqueId: "same" }), accounts.create))
        const results = yield* Effect.all(
          Array.from({ length: 10 }, () => create),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
        assert.strictEqual((yield* accounts.list).length, 1)
        yield* accounts.create(yield* account({ domain: "other", uniqueId: "same" }))
      }).pipe(Effect.provide(layer))
    )

    it.effect("links no account with a credential that is not there", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const created = accounts.create(yield* account({ credentialId: "gone" }))
        assert.strictEqual((yield* Effect.flip(created))._tag, "CredentialNotFound")
        assert.deepStrictEqual(yield* accounts.list, [])
      }).pipe(Effect.provide(layer))
    )

    it.effect("changes an account by a new link only as it may be linked", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const { id, token } = yield* accounts.create(yield* account({ uniqueId: "mine" }))
        const before = yield* accounts.create(yield* account({ uniqueId: "other" }))
        const twin = yield* Effect.flip(accounts.relink(id, { token, uniqueId: "other" }))
        assert.strictEqual(twin._tag, "AccountAlreadyLinked")
        const gone = yield* Effect.flip(accounts.relink(id, { token, credentialId: "gone" }))
        assert.strictEqual(gone._tag, "CredentialNotFound")
        const update = { token, uniqueId: "mine", authImplementation: "another" }
        assert.strictEqual((yield* accounts.relink(id, update)).authImplementation, "another")
        assert.deepStrictEqual(yield* accounts.list, [yield* accounts.get(id), before])
      }).pipe(Effect.provide(layer))
    )

    it.effect("loses no change of those made at once to different accounts", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const made = yield* Effect.replicateEffect(Effect.flatMap(account(), accounts.create), 10)
        yield* Effect.forEach(made, ({ id }) => accounts.update(id, { authImplementation: `of ${id}` }), {
          concurrency: "unbounded"
        })
        for (const { authImplementation, id } of yield* accounts.list)
          assert.strictEqual(authImplementation, `of ${id}`)
      }).pipe(Effect.provide(layer))
    )

    it.effect("changes nothing that is of another token than the account has by then", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const { id, token } = yield* accounts.create(yield* account())
        const next = new Token({ ...token, expiresAt: token.expiresAt + 1 })
        const updated = yield* accounts.update(id, { token: next }, token)
        assert.deepStrictEqual(updated.token, next)
        const late = new Token({ ...token, expiresAt: token.expiresAt + 2 })
        assert.deepStrictEqual(yield* accounts.update(id, { token: late }, token), updated)
        assert.deepStrictEqual(yield* accounts.get(id), updated)
      }).pipe(Effect.provide(layer))
    )

    it.effect("keeps a refusal until the next token", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const { id, token } = yield* accounts.create(yield* account())
        const refusal = new ReauthenticationRequired({
          domain: "acme",
          operation: "refresh",
          reason: "rejected",
          status: 400,
          error: "invalid_grant",
          message: "Link the account again."
        })
        yield* accounts.update(id, { refusal })
        const refused = yield* accounts.get(id)
        assert.deepStrictEqual({ ...refused.refusal }, { ...refusal })
        yield* accounts.update(id, { token })
        assert.notProperty(yield* accounts.get(id), "refusal")
      }).pipe(Effect.provide(layer))
    )

    it.effect("knows nothing of accounts that are gone", () =>
      Effect.gen(function* () {
        const accounts = yield* LinkedAccounts
        const { id, token } = yield* accounts.create(yield* account())
        yield* accounts.remove(id)
        for (const gone of [id, "", "\u0000", "\ud800", "'; --"]) {
          const attempts = [
            accounts.get(gone),
            accounts.update(gone, { token }),
            accounts.relink(gone, { token }),
            accounts.remove(gone)
          ]
          for (const attempt of attempts)
            assert.strictEqual((yield* Effect.flip(attempt))._tag, "AccountNotFound")
        }
        assert.deepStrictEqual(yield* accounts.list, [])
      }).pipe(Effect.provide(layer))
    )
  })
}
