/** Locks of accounts that hold between processes on one PostgreSQL database. */
import { Effect, Layer, RcRef, Scope } from "effect"
import { SqlClient } from "effect/sql"
import type { SqlConnection } from "effect/sql"
import { AccountLock } from "../../services/AccountLock.ts"
import { databaseFailure } from "./databaseFailure.ts"
import { toText } from "./toText.ts"

/**
 * Layer of locks that PostgreSQL holds for a session: as long as a lock of this process is held or waited for, one
 * connection is. A process that dies loses its connection, and with it its locks.
 *
 * The client needs two connections or more, and the same server behind each (no pooler that shares a connection between
 * transactions). Where only one process uses the database, `AccountLock.layerMemory` does.
 *
 * @see https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 * @category layers
 * @since 0.1.0
 */
export const layerSqlLocks: Layer.Layer<AccountLock, never, SqlClient.SqlClient> = Layer.effect(
  AccountLock,
  Effect.suspend(() => make)
).pipe(Layer.provide(AccountLock.layerMemory))

const make = Effect.gen(function* () {
  const { reserve } = yield* SqlClient.SqlClient
  const inProcess = yield* AccountLock
  const session = yield* RcRef.make({
    acquire: Effect.acquireRelease(reserve, (connection) => Effect.ignore(ask(connection, unlockAll)))
  })

  // A connection that broke under a lock stays until the lock is given up. The next one is not asked for over it.
  const hold = (accountId: string) =>
    RcRef.get(session).pipe(
      Effect.flatMap((connection) => lock(connection, `account ${toText(accountId)}`)),
      Effect.tapError(() => RcRef.invalidate(session)),
      Effect.retry({ times: 1 }),
      Effect.mapError(databaseFailure)
    )

  // A session gets a lock that it has already: within this process it takes another one.
  return AccountLock.of({
    withLock: (accountId) => (effect) =>
      Effect.scopedWith((scope) => Effect.andThen(Scope.provide(hold(accountId), scope), effect)).pipe(
        inProcess.withLock(accountId)
      )
  })
})

// Whoever goes away while the question is on its way may have the lock already.
const lock = (connection: SqlConnection.Connection, name: string) => {
  const giveUp = Effect.ignore(ask(connection, unlock, name))
  return Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const attempt = Effect.onInterrupt(restore(ask(connection, tryLock, name)), () => giveUp)
      while (!(yield* attempt)) yield* restore(Effect.sleep(interval))
      yield* Effect.addFinalizer(() => giveUp)
    })
  )
}

const ask = (connection: SqlConnection.Connection, question: string, ...names: ReadonlyArray<string>) =>
  Effect.map(connection.executeValues(question, names), ([row]) => row?.[0] === true)

const tryLock = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))"
const unlock = "SELECT pg_advisory_unlock(hashtextextended($1, 0))"
const unlockAll = "SELECT pg_advisory_unlock_all()"

/** How often a lock that another process holds is asked for again. */
const interval = "50 millis"
