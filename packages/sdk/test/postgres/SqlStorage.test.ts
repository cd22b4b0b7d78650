import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer } from "effect"
import { SecureRandom } from "effect/crypto"
import { SqlClient } from "effect/sql"
import { CredentialStore, Integrations, LinkedAccounts, StorageEncryption } from "../../src/index.ts"
import { layerSqlStorage } from "../../src/layers/sql/index.ts"
import { credential, module } from "../services/CredentialStoreLaws.ts"
import { account } from "../services/LinkedAccountsLaws.ts"
import { emptySchema, layerClient } from "./server.ts"

/** Accounts in a schema, with the client below them. */
const layerIn = (schema: string) =>
  LinkedAccounts.layer.pipe(
    Layer.provide(SecureRandom.layerWebCrypto),
    Layer.provideMerge(layerSqlStorage),
    Layer.provide(StorageEncryption.layerPlain),
    Layer.provideMerge(layerClient(schema))
  )

const layer = Layer.unwrap(Effect.map(emptySchema, layerIn))

const list = LinkedAccounts.use(({ list }) => list)
const create = Effect.flatMap(account(), (members) => LinkedAccounts.use(({ create }) => create(members)))

describe("storage in PostgreSQL", () => {
  it.live("makes its tables once, however many start at once", () =>
    Effect.gen(function* () {
      const schema = yield* emptySchema
      const starts = Array.from({ length: 5 }, () => Effect.provide(list, Layer.fresh(layerIn(schema))))
      assert.deepStrictEqual(yield* Effect.all(starts, { concurrency: "unbounded" }), [[], [], [], [], []])
    }).pipe(Effect.scoped)
  )

  it.live("gives each credential an id of its own, and imports one once, whoever makes it", () =>
    Effect.gen(function* () {
      const schema = yield* emptySchema
      const acme = { domain: "acme", credential: credential("same") }
      const work = CredentialStore.use((store) =>
        Effect.all(
          [
            ...Array.from({ length: 10 }, () => store.create(acme)),
            store.importCredential({ ...acme, credential: credential("imported") })
          ],
          { concurrency: "unbounded" }
        )
      )
      const layerCredentials = CredentialStore.layer.pipe(
        Layer.provide(Integrations.layerMemory([{ domain: "acme", module }])),
        Layer.provide(layerIn(schema))
      )
      yield* Effect.all(
        [1, 2, 3].map(() => Effect.provide(work, Layer.fresh(layerCredentials))),
        { concurrency: "unbounded" }
      )
      const all = yield* Effect.provide(
        CredentialStore.use(({ list }) => list),
        layerCredentials
      )
      assert.strictEqual(new Set(all.map(({ id }) => id)).size, 31)
    }).pipe(Effect.scoped)
  )

  it.live("keeps what it has written, whatever becomes of its caller's transaction", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* Effect.exit(sql.withTransaction(Effect.andThen(create, Effect.fail("rolled back"))))
      assert.strictEqual((yield* list).length, 1)
    }).pipe(Effect.provide(layer))
  )

  it.live("works on for a fiber that outlives the transaction it began in", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const over = yield* Deferred.make<void>()
      const outliving = Effect.andThen(Deferred.await(over), Effect.andThen(create, list))
      const fiber = yield* sql.withTransaction(Effect.forkDetach(outliving))
      yield* Deferred.succeed(over, undefined)
      assert.strictEqual((yield* Fiber.join(fiber)).length, 1)
    }).pipe(Effect.provide(layer))
  )
})
