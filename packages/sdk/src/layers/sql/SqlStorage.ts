/** Storage in the tables of a PostgreSQL database. */
import { Cause, Effect, Layer } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import { StorageUnavailable } from "../../domain/StorageError.ts"
import { makeRecordCodec } from "../../services/RecordCodec.ts"
import { makeStorage, Storage } from "../../services/Storage.ts"
import { StorageEncryption } from "../../services/StorageEncryption.ts"
import { databaseFailure } from "./databaseFailure.ts"
import { migrate } from "./migrations.ts"
import { inOwnTransaction } from "./OwnTransaction.ts"
import { makeSqlRecords } from "./SqlRecords.ts"

/**
 * Layer of storage that keeps each collection in a table of a PostgreSQL database, for any number of processes. The
 * tables are made or brought up to date when the layer is built. What it writes is committed by itself, whatever
 * transaction its caller is in.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerSqlStorage: Layer.Layer<
  Storage,
  StorageUnavailable,
  SqlClient.SqlClient | StorageEncryption
> = Layer.effect(
  Storage,
  Effect.suspend(() => make)
)

const make = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const encryption = yield* StorageEncryption
  yield* sql.onDialectOrElse({ pg: () => Effect.void, orElse: () => Effect.fail(notPostgres) })
  yield* Effect.mapError(Effect.catchCause(migrate, connectionLost), (error) =>
    error._tag === "SqlError" ? databaseFailure(error) : notMigrated
  )

  return yield* makeStorage({
    open: (collection) =>
      Effect.succeed(makeSqlRecords(sql, collection, makeRecordCodec(collection, encryption))),
    alone: (names) => inOwnTransaction(sql, names)
  })
})

// Where the connection is lost in the middle, the rollback fails as well, which is a defect.
const connectionLost = <E>(cause: Cause.Cause<E>): Effect.Effect<never, E | SqlError.SqlError> => {
  const defects = cause.reasons.filter(Cause.isDieReason).map(({ defect }) => defect)
  const failure = defects.find(SqlError.isSqlError)
  return failure === undefined ? Effect.failCause(cause) : Effect.fail(failure)
}

const notPostgres = new StorageUnavailable({
  message:
    "The database is not PostgreSQL, the only one that this layer can use. Give it a client of @effect/sql-pg."
})

const notMigrated = new StorageUnavailable({
  message:
    "The tables could not be made or brought up to date. Check that the user may create tables, and that no newer version made them."
})
