/** What holds for the credentials in every layer of storage. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Option, Redacted, Stream } from "effect"
import * as fc from "fast-check"
import {
  ApplicationCredentialsTypeId,
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  Integrations,
  LinkedAccounts,
  ReauthenticationRequired
} from "../../src/index.ts"
import type { ApplicationCredentials, StoredCredential } from "../../src/index.ts"
import { anySecret, text } from "../arbitraries.ts"
import { account, layerAccounts } from "./LinkedAccountsLaws.ts"
import type { StorageLayer } from "./LinkedAccountsLaws.ts"

/** The module of an integration with application credentials. */
export const module = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "", tokenUrl: "" }))
})

/** What JavaScript may export in place of a module. */
const hollow: ApplicationCredentials = { [ApplicationCredentialsTypeId]: ApplicationCredentialsTypeId }

/** A credential of one of the names that a test needs. */
export const credential = (clientId: string, clientSecret = "CLIENTSECRET") =>
  new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) })

const refusal = new ReauthenticationRequired({
  domain: "acme",
  operation: "refresh",
  reason: "rejected",
  message: "Link the account again."
})

const secretOf = (stored: StoredCredential) => Redacted.value(stored.credential.clientSecret)

/** Adds the tests of one layer; it is built afresh for each of them. */
export const suite = (name: string, storage: StorageLayer) => {
  const layer = Layer.fresh(
    CredentialStore.layer.pipe(
      Layer.provide(
        Integrations.layerMemory([
          { domain: "acme", module },
          { domain: "bare" },
          { domain: "hollow", module: hollow }
        ])
      ),
      Layer.provideMerge(layerAccounts(storage))
    )
  )

  describe(`CredentialStore, ${name}`, () => {
    it.effect("strips white space and names credentials as Home Assistant does", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const first = yield* store.create({
          domain: "acme",
          credential: credential(" Some-Client.id\n", "\tCLIENTSECRET ")
        })
        assert.strictEqual(first.id, "acme_some_client_id")
        assert.strictEqual(first.credential.clientId, "Some-Client.id")
        assert.strictEqual(secretOf(first), "CLIENTSECRET")
        const second = yield* store.create({ domain: "acme", credential: credential("some-client-id") })
        assert.strictEqual(second.id, "acme_some_client_id_2")
      }).pipe(Effect.provide(layer))
    )

    it.effect("refuses one of an integration whose module has neither hook", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const error = yield* Effect.flip(store.create({ domain: "hollow", credential: credential("id") }))
        assert.strictEqual(error._tag, "CredentialInvalid")
        for (const hook of ["getAuthorizationServer", "getAuthImplementation"])
          assert.include(error.message, hook)
        assert.deepStrictEqual(yield* store.list, [])
      }).pipe(Effect.provide(layer))
    )

    it("gives back any credential as it was stored, in the order of creation", async () => {
      const credentials = fc.array(
        fc.record(
          { clientId: text({ minLength: 1 }), clientSecret: anySecret, name: text(), authDomain: text() },
          { requiredKeys: ["clientId", "clientSecret"] }
        ),
        { maxLength: 5 }
      )
      await fc.assert(
        fc.asyncProperty(credentials, async (all) => {
          const added = all.filter(({ clientId }) => clientId.trim() !== "")
          await Effect.gen(function* () {
            const store = yield* CredentialStore
            const stored = yield* Effect.forEach(added, ({ authDomain, clientSecret, ...rest }) =>
              store.create({
                domain: "acme",
                authDomain,
                credential: new ClientCredential({ ...rest, clientSecret: Redacted.make(clientSecret) })
              })
            )
            assert.deepStrictEqual(yield* store.list, stored)
            for (const one of stored) assert.deepStrictEqual(yield* store.get(one.id), one)
            assert.deepStrictEqual(
              stored.map(secretOf),
              added.map(({ clientSecret }) => clientSecret.trim())
            )
          }).pipe(Effect.provide(layer), Effect.runPromise)
        }),
        { numRuns: 20 }
      )
    })

    it.effect("never gives two credentials one id, however many are made at once", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const create = store.create({ domain: "acme", credential: credential("same") })
        const made = yield* Effect.all(
          Array.from({ length: 10 }, () => create),
          { concurrency: "unbounded" }
        )
        assert.strictEqual(new Set(made.map(({ id }) => id)).size, 10)
        assert.strictEqual((yield* store.list).length, 10)
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

    it.effect("finds the credential behind an implementation, of several the latest", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const byId = yield* store.create({ domain: "acme", credential: credential("one") })
        yield* store.create({ domain: "acme", authDomain: "cloud", credential: credential("two") })
        const latest = yield* store.create({
          domain: "acme",
          authDomain: "cloud",
          credential: credential("three")
        })
        const find = (domain: string, authDomain: string) =>
          Effect.map(store.find({ domain, authDomain }), Option.getOrUndefined)
        assert.deepStrictEqual(yield* find("acme", "acme_one"), byId)
        assert.deepStrictEqual(yield* find("acme", "cloud"), latest)
        assert.strictEqual(yield* find("other", "cloud"), undefined)
      }).pipe(Effect.provide(layer))
    )

    it.effect("refuses an empty client id and integrations without a module", () =>
      Effect.gen(function* () {
        const { create, list } = yield* CredentialStore
        const attempts = [
          create({ domain: "acme", credential: credential("  ") }),
          create({ domain: "bare", credential: credential("id") }),
          create({ domain: "unknown", credential: credential("id") })
        ]
        for (const attempt of attempts)
          assert.strictEqual((yield* Effect.flip(attempt))._tag, "CredentialInvalid")
        assert.deepStrictEqual(yield* list, [])
      }).pipe(Effect.provide(layer))
    )

    it.effect("imports a credential once, under the integration's own auth domain", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const imports = ["FIRSTSECRET", "SECONDSECRET", "THIRDSECRET"].map((secret) =>
          store.importCredential({ domain: "acme", credential: credential("id", secret) })
        )
        yield* Effect.all(imports, { concurrency: "unbounded" })
        const [only, ...others] = yield* store.list
        assert.deepStrictEqual(others, [])
        assert.strictEqual(only?.implementationDomain, "acme")
        assert.strictEqual(only?.credential.name, "Import from configuration.yaml")
        assert.strictEqual(only && secretOf(only), "FIRSTSECRET")
      }).pipe(Effect.provide(layer))
    )

    it.effect("renames a credential, and takes its name away", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
        assert.strictEqual((yield* store.rename(id, " Mine ")).credential.name, "Mine")
        assert.strictEqual((yield* store.get(id)).credential.displayName, "Mine")
        yield* store.rename(id, undefined)
        const unnamed = yield* store.get(id)
        assert.notProperty(unnamed.credential, "name")
        assert.strictEqual(secretOf(unnamed), "CLIENTSECRET")
      }).pipe(Effect.provide(layer))
    )

    it.effect("rotates a secret, for whoever asks from then on", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
        const rotated = yield* store.rotateSecret(id, Redacted.make(" NEXTSECRET\n"))
        assert.strictEqual(secretOf(rotated), "NEXTSECRET")
        assert.deepStrictEqual(yield* store.get(id), rotated)
        assert.deepStrictEqual((yield* store.forDomain("acme")).get(id), rotated.credential)
      }).pipe(Effect.provide(layer))
    )

    it.effect("lets accounts be refreshed again whose credential has a new secret", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const accounts = yield* LinkedAccounts
        const [one, other] = [
          yield* store.create({ domain: "acme", credential: credential("one") }),
          yield* store.create({ domain: "acme", credential: credential("other") })
        ]
        const mine = yield* accounts.create(yield* account({ authImplementation: one.id, refusal }))
        const its = yield* accounts.create(yield* account({ authImplementation: other.id, refusal }))
        yield* store.rename(one.id, "name")
        assert.property(yield* accounts.get(mine.id), "refusal")
        yield* store.rotateSecret(one.id, Redacted.make("NEXTSECRET"))
        assert.notProperty(yield* accounts.get(mine.id), "refusal")
        assert.property(yield* accounts.get(its.id), "refusal")
      }).pipe(Effect.provide(layer))
    )

    it.effect("says that a credential is not there", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const attempts = (id: string) => [
          store.get(id),
          store.rename(id, "name"),
          store.rotateSecret(id, Redacted.make("NEXTSECRET")),
          store.remove(id)
        ]
        for (const attempt of ["", "gone", "\u0000", "\ud800", "'; --"].flatMap(attempts)) {
          assert.strictEqual((yield* Effect.flip(attempt))._tag, "CredentialNotFound")
        }
      }).pipe(Effect.provide(layer))
    )

    it.effect("keeps a credential while an account needs it", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const accounts = yield* LinkedAccounts
        const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
        const linked = yield* accounts.create(yield* account({ authImplementation: id }))
        assert.strictEqual((yield* Effect.flip(store.remove(id)))._tag, "CredentialInUse")
        yield* accounts.remove(linked.id)
        yield* store.remove(id)
        assert.strictEqual((yield* Effect.flip(store.remove(id)))._tag, "CredentialNotFound")
      }).pipe(Effect.provide(layer))
    )

    it.effect("links no account with a credential that is removed meanwhile, or does not remove it", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const accounts = yield* LinkedAccounts
        for (let round = 0; round < 20; round += 1) {
          const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
          const link = Effect.exit(
            accounts.create(yield* account({ authImplementation: id, credentialId: id }))
          )
          const remove = Effect.exit(store.remove(id))
          const both = round % 2 === 0 ? [link, remove] : [remove, link]
          const exits = yield* Effect.all(both, { concurrency: "unbounded" })
          assert.strictEqual(exits.filter(({ _tag }) => _tag === "Success").length, 1, `round ${round}`)
          const linked = yield* accounts.list
          assert.strictEqual(linked.length, (yield* store.list).length)
          yield* Effect.forEach(linked, (one) => accounts.remove(one.id))
          yield* Effect.ignore(store.remove(id))
        }
      }).pipe(Effect.provide(layer))
    )

    it.effect("tells of every change, once it lasts and in order", () =>
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const told = yield* store.changes
        const { id } = yield* store.create({ domain: "acme", credential: credential("id") })
        yield* Effect.flip(store.rename("gone", "name"))
        yield* store.rename(id, "name")
        yield* store.importCredential({ domain: "acme", credential: credential("id") })
        yield* store.rotateSecret(id, Redacted.make("NEXTSECRET"))
        yield* store.remove(id)
        const changes = yield* Stream.runCollect(Stream.take(told, 4))
        assert.deepStrictEqual(
          changes.map(({ type }) => type),
          ["added", "updated", "updated", "removed"]
        )
        assert.deepStrictEqual(
          changes.map(({ credential: { credential } }) => credential.name),
          [undefined, "name", "name", "name"]
        )
      }).pipe(Effect.provide(layer))
    )
  })
}
