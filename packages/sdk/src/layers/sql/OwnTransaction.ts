/** Transactions of storage's own, apart from those of its callers. */
import { Context, Effect, Exit, References } from "effect"
import { SqlClient, SqlError } from "effect/sql"
import type { StorageUnavailable } from "../../domain/StorageError.ts"
import { Held } from "../../services/Storage.ts"
import { databaseFailure } from "./databaseFailure.ts"
import { toText } from "./toText.ts"

/**
 * Runs an effect in a transaction of storage's own, while none runs that was given one of the same names.
 *
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
export const inOwnTransaction =
  (sql: SqlClient.SqlClient, names: ReadonlyArray<string>) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | StorageUnavailable, R> =>
    lockAll(sql, names).pipe(
      Effect.andThen(effect),
      withTransaction(sql),
      Effect.provideService(SqlClient.BeginTransaction, "BEGIN ISOLATION LEVEL READ COMMITTED"),
      Effect.mapError((error) => (SqlError.isSqlError(error) ? databaseFailure(error) : error)),
      outsideTransaction(sql)
    )

// A rollback that fails makes defects of it and of the effect's own failure. It fails where the connection is gone, and
// then the server rolls back by itself: what counts is how the effect ended. The transaction itself has no span: one would
// tell why it cannot be committed, and with that a row.
const withTransaction =
  (sql: SqlClient.SqlClient) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E | SqlError.SqlError, R> =>
    Effect.flatMap(References.TracerEnabled, (isTraced) => {
      let ended: Exit.Exit<A, E> | undefined
      const watched = effect.pipe(
        Effect.onExit((exit) => Effect.sync(() => (ended = exit))),
        Effect.withTracerEnabled(isTraced)
      )
      const transaction = Effect.withTracerEnabled(sql.withTransaction(watched), false)
      return Effect.catchCause(transaction, (cause) =>
        ended !== undefined && Exit.isFailure(ended) ? ended : Effect.failCause(cause)
      )
    })

// All take their locks in one order, so that none waits for another in a circle. The transaction's end gives them up.
const lockAll = (sql: SqlClient.SqlClient, names: ReadonlyArray<string>) =>
  Effect.forEach(
    names.toSorted(),
    (name) => sql`SELECT pg_advisory_xact_lock(hashtextextended(${`atomically ${toText(name)}`}, 0))`,
    { discard: true }
  )

/**
 * Runs a statement in storage's own transaction, or else in none. A caller's may be rolled back, or be over before a
 * refresh that outlives its caller.
 */
export const onOwnTerms =
  (sql: SqlClient.SqlClient) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Held, (held) => (held === undefined ? outsideTransaction(sql)(effect) : effect))

const outsideTransaction =
  ({ transactionService }: SqlClient.SqlClient) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.updateContext(effect, (context: Context.Context<R>) => {
      const services = new Map(context.mapUnsafe)
      services.delete(transactionService.key)
      return Context.makeUnsafe<R>(services)
    })
