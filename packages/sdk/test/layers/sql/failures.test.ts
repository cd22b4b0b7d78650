import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { SecureRandom } from "effect/crypto"
import { SqlClient } from "effect/sql"
import { decodeStoredToken, LinkedAccounts, StorageEncryption } from "../../../src/index.ts"
import { layerSqlStorage } from "../../../src/layers/sql/index.ts"
import { account } from "../../services/LinkedAccountsLaws.ts"
import { layerPGlite } from "./pglite.ts"

const layer = LinkedAccounts.layer.pipe(
  Layer.provide([SecureRandom.layerWebCrypto, layerSqlStorage]),
  Layer.provide(StorageEncryption.layerPlain),
  Layer.provideMerge(layerPGlite),
  Layer.fresh
)

const list = LinkedAccounts.use(({ list }) => list)
const create = Effect.gen(function* () {
  const token = yield* decodeStoredToken({ access_token: "SECRETTOKEN", expires_in: 1, expires_at: 1 })
  const members = yield* account({ token })
  return yield* LinkedAccounts.use(({ create }) => create(members))
})

/** Makes the database refuse rows, when they are written or when that is committed, and complain about what is in them. */
const refuseRows = (condition: string, when: keyof typeof triggers = "written") =>
  SqlClient.SqlClient.use((sql) =>
    Effect.andThen(
      sql`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS ${sql.literal(
        `$$ BEGIN RAISE ${condition} USING MESSAGE = NEW.document; END $$`
      )}`,
      sql`CREATE ${sql.literal(triggers[when])} FOR EACH ROW EXECUTE FUNCTION refuse()`
    )
  )

const table = "application_credentials_accounts"
const triggers = {
  written: `TRIGGER refuse BEFORE INSERT ON ${table}`,
  committed: `CONSTRAINT TRIGGER refuse AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED`
}

const takeRows = SqlClient.SqlClient.use(
  (sql) => sql`DROP TRIGGER refuse ON application_credentials_accounts`
)

/** The one way in which an effect fails. */
const failureOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(Effect.sandbox(effect)), ({ reasons }) => {
    const [reason, ...others] = reasons
    assert.deepStrictEqual(others, [])
    return reason?._tag === "Fail" ? reason.error : assert.fail(String(reason))
  })

describe("a database", () => {
  it.effect.each([
    "disk_full",
    "insufficient_privilege",
    "read_only_sql_transaction",
    "deadlock_detected",
    "serialization_failure",
    "lock_not_available",
    "query_canceled",
    "unique_violation",
    "check_violation",
    "admin_shutdown",
    "raise_exception"
  ])("that fails by %s is unavailable, shows nothing of a row, and works when it is fixed", (condition) =>
    Effect.gen(function* () {
      yield* refuseRows(condition)
      const error = yield* failureOf(create)
      assert.propertyVal(error, "_tag", "StorageUnavailable")
      assert.notInclude(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`, "SECRET")
      assert.deepStrictEqual(yield* list, [])
      yield* takeRows
      const created = yield* create
      assert.deepStrictEqual(yield* list, [created])
    }).pipe(Effect.provide(layer))
  )

  it.effect("that fails when it commits is unavailable, and has stored nothing", () =>
    Effect.gen(function* () {
      yield* refuseRows("serialization_failure", "committed")
      const error = yield* failureOf(create)
      assert.propertyVal(error, "_tag", "StorageUnavailable")
      assert.notInclude(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`, "SECRET")
      assert.deepStrictEqual(yield* list, [])
    }).pipe(Effect.provide(layer))
  )

  it.effect("whose table is gone is unavailable", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`DROP TABLE application_credentials_accounts`
      assert.propertyVal(yield* failureOf(list), "_tag", "StorageUnavailable")
      assert.propertyVal(yield* failureOf(create), "_tag", "StorageUnavailable")
    }).pipe(Effect.provide(layer))
  )

  it.effect(
    "whose row was changed by others is unreadable there, says nothing of it, and gives the others",
    () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const { id } = yield* create
        const other = yield* create
        for (const document of ["SECRET", "[]", `{"id":"SECRET"}`]) {
          yield* sql`UPDATE application_credentials_accounts SET document = ${document} WHERE id = ${id}`
          const error = yield* failureOf(LinkedAccounts.use((accounts) => accounts.get(id)))
          assert.propertyVal(error, "_tag", "StorageUnreadable")
          assert.include(String(error), "application_credentials_accounts")
          assert.include(String(error), id)
          assert.deepStrictEqual(yield* list, [other])
          assert.notInclude(`${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`, "SECRET")
        }
      }).pipe(Effect.provide(layer))
  )

  it.effect("in which the tables cannot be made is unavailable", () =>
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* sql`DELETE FROM application_credentials_migrations`
      const again = Layer.build(Layer.fresh(layerSqlStorage)).pipe(
        Effect.provide(StorageEncryption.layerPlain),
        Effect.scoped
      )
      const error = yield* failureOf(again)
      assert.propertyVal(error, "_tag", "StorageUnavailable")
      assert.include(error.message, "could not be made or brought up to date")
    }).pipe(Effect.provide(layer))
  )
})
