import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import * as fc from "fast-check"
import {
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  decodeStoredToken,
  defineApplicationCredentials,
  Integrations,
  LinkedAccounts,
  makeCredentialId,
  slugify
} from "../../src/index.ts"

const module = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "", tokenUrl: "" }))
})
const layer = CredentialStore.layerMemory.pipe(
  Layer.provideMerge(LinkedAccounts.layerMemory),
  Layer.provide(Integrations.layerMemory([{ domain: "acme", module }, { domain: "bare" }])),
  Layer.provide(SecureRandom.layerWebCrypto)
)
const credential = (clientId: string, clientSecret = "secret") =>
  new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) })

const account = (authImplementation: string, uniqueId: string) =>
  Effect.map(decodeStoredToken({ access_token: "a", expires_in: 1, expires_at: 1 }), (token) => ({
    domain: "acme",
    title: "Acme",
    authImplementation,
    uniqueId,
    token
  }))

describe("CredentialStore", () => {
  it.effect("strips white space and names credentials as Home Assistant does", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      const first = yield* store.create({
        domain: "acme",
        credential: credential(" Some-Client.id\n", "\tsecret ")
      })
      assert.strictEqual(first.id, "acme_some_client_id")
      assert.strictEqual(first.credential.clientId, "Some-Client.id")
      assert.strictEqual(Redacted.value(first.credential.clientSecret), "secret")
      const second = yield* store.create({ domain: "acme", credential: credential("some-client-id") })
      assert.strictEqual(second.id, "acme_some_client_id_2")
    }).pipe(Effect.provide(layer))
  )

  it.effect("keys an integration's credentials by auth domain, or else by id", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      yield* store.create({ domain: "acme", credential: credential("one") })
      yield* store.create({ domain: "acme", authDomain: "cloud", credential: credential("two") })
      const found = yield* store.forDomain("acme")
      assert.deepStrictEqual([...found.keys()], ["acme_one", "cloud"])
      assert.strictEqual((yield* store.forDomain("other")).size, 0)
    }).pipe(Effect.provide(layer))
  )

  it.effect("refuses an empty client id and integrations without a module", () =>
    Effect.gen(function* () {
      const { create } = yield* CredentialStore
      const attempts = [
        create({ domain: "acme", credential: credential("  ") }),
        create({ domain: "bare", credential: credential("id") }),
        create({ domain: "unknown", credential: credential("id") })
      ]
      for (const attempt of attempts)
        assert.strictEqual((yield* Effect.flip(attempt))._tag, "CredentialInvalid")
    }).pipe(Effect.provide(layer))
  )

  it.effect("imports a credential once, under the integration's own auth domain", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      yield* store.importCredential({ domain: "acme", credential: credential("id", "first") })
      yield* store.importCredential({ domain: "acme", credential: credential("id", "second") })
      const [only, ...others] = yield* store.list
      assert.deepStrictEqual(others, [])
      assert.strictEqual(only?.implementationDomain, "acme")
      assert.strictEqual(only?.credential.name, "Import from configuration.yaml")
      assert.strictEqual(only && Redacted.value(only.credential.clientSecret), "first")
    }).pipe(Effect.provide(layer))
  )

  it.effect("keeps a credential while an account needs it", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      const accounts = yield* LinkedAccounts
      const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
      const linked = yield* accounts.create(yield* account(id, "u"))
      assert.strictEqual((yield* Effect.flip(store.remove(id)))._tag, "CredentialInUse")
      yield* accounts.remove(linked.id)
      yield* store.remove(id)
      assert.strictEqual((yield* Effect.flip(store.remove(id)))._tag, "CredentialNotFound")
    }).pipe(Effect.provide(layer))
  )
})

describe("LinkedAccounts", () => {
  it.effect("links one account of a provider once, however many try at once", () =>
    Effect.gen(function* () {
      const accounts = yield* LinkedAccounts
      const create = Effect.exit(Effect.flatMap(account("i", "same"), accounts.create))
      const results = yield* Effect.all(
        Array.from({ length: 10 }, () => create),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
      assert.strictEqual((yield* accounts.list).length, 1)
    }).pipe(Effect.provide(layer))
  )

  it.effect("knows nothing of accounts that are gone", () =>
    Effect.gen(function* () {
      const accounts = yield* LinkedAccounts
      assert.strictEqual((yield* Effect.flip(accounts.get("gone")))._tag, "AccountNotFound")
      const { token } = yield* account("i", "u")
      assert.strictEqual((yield* Effect.flip(accounts.update("gone", { token })))._tag, "AccountNotFound")
    }).pipe(Effect.provide(layer))
  )
})

describe("makeCredentialId", () => {
  it("is never one of those taken", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(20), (domain, clientId, count) => {
        const taken = new Set<string>()
        for (let made = 0; made < count; made += 1) taken.add(makeCredentialId(domain, clientId, taken))
        assert.strictEqual(taken.size, count)
      })
    )
  })

  it("gives slugs that are slugs of themselves", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.match(slugify(text), /^[a-z0-9]+(_[a-z0-9]+)*$/)
        assert.strictEqual(slugify(slugify(text)), slugify(text))
      })
    )
  })
})
