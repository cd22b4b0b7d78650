/** The records of one collection in one table. */
import { Array, Effect, Schema, String } from "effect"
import type { SqlClient, SqlError } from "effect/sql"
import { StorageUnreadable } from "../../domain/StorageError.ts"
import type { Collection, Records } from "../../services/Collection.ts"
import type { RecordCodec } from "../../services/RecordCodec.ts"
import { databaseFailure } from "./databaseFailure.ts"
import { onOwnTerms } from "./OwnTransaction.ts"
import { toText } from "./toText.ts"

/**
 * Makes a collection whose records are the rows of a table. A row that cannot be read is logged, once, and set aside:
 * the rest works, and it stays in the table. Whoever asks for its id gets an error that says what is wrong.
 */
export const makeSqlRecords = <A, Column extends string>(
  sql: SqlClient.SqlClient,
  collection: Collection<A, Column>,
  codec: RecordCodec<A>
): Records<A, Column> => {
  const tableName = collection.name.replaceAll(".", "_")
  const table = sql(tableName)

  const setAside = new Set<string>()

  const decodeRow = Effect.fnUntraced(function* ({ document, id }: Row) {
    const place = `The row ${JSON.stringify(id.slice(0, 100))} of ${tableName}`
    const json = yield* Effect.mapError(parseJson(document), () => notJson(place))
    return yield* codec.decode(json, place)
  })

  const decodeReadable = (row: Row) =>
    decodeRow(row).pipe(
      Effect.map(Array.of),
      Effect.catchTag(["StorageUnreadable", "DecryptionFailed"], ({ message }) =>
        setAside.has(row.id)
          ? Effect.succeed([])
          : Effect.as(Effect.logError(`A record is set aside: ${message}`), []).pipe(
              Effect.tap(Effect.sync(() => setAside.add(row.id)))
            )
      )
    )

  const run = <Rows>(statement: Effect.Effect<Rows, SqlError.SqlError>) =>
    onOwnTerms(sql)(Effect.mapError(statement, databaseFailure))

  const select = (statement: Effect.Effect<ReadonlyArray<Row>, SqlError.SqlError>) =>
    Effect.map(Effect.flatMap(run(statement), Effect.forEach(decodeReadable)), Array.flatten)

  const rowOf = Effect.fnUntraced(function* (record: A) {
    const document = JSON.stringify(yield* codec.encode(record))
    const expiry = collection.expiryOf?.(record)
    return {
      id: toText(collection.idOf(record)),
      document,
      ...columns(collection.columnsOf(record)),
      ...(expiry === undefined ? {} : { expires_at: expiry })
    }
  })

  const upsert = Effect.fnUntraced(function* (records: Array.NonEmptyReadonlyArray<A>) {
    const rows = yield* Effect.forEach(records, rowOf)
    const replaced = Object.keys(rows[0]).map((column) => `${column} = EXCLUDED.${column}`)
    const insert = sql`INSERT INTO ${table} ${sql.insert(rows)}
      ON CONFLICT (id) DO UPDATE SET ${sql.literal(replaced.join())}`
    // It has no span: one would tell what the database complains about, which may be the row.
    yield* run(Effect.withTracerEnabled(insert, false))
  })

  return {
    get: (id) =>
      Effect.map(
        Effect.flatMap(
          run(sql<Row>`SELECT id, document FROM ${table} WHERE id = ${toText(id)}`),
          Effect.forEach(decodeRow)
        ),
        Array.head
      ),
    list: select(sql<Row>`SELECT id, document FROM ${table} ORDER BY position`),
    find: (where) =>
      select(
        sql<Row>`SELECT id, document FROM ${table} WHERE ${sql.and(
          Object.entries(columns(where)).map(([column, value]) => sql`${sql(column)} = ${value}`)
        )} ORDER BY position`
      ),
    put: (records) => Effect.forEach(Array.chunksOf(records, rowsAtOnce), upsert, { discard: true }),
    remove: (id) => Effect.asVoid(run(sql`DELETE FROM ${table} WHERE id = ${toText(id)}`)),
    removeExpired: (now) => Effect.asVoid(run(sql`DELETE FROM ${table} WHERE expires_at <= ${now}`))
  }
}

interface Row {
  readonly id: string
  readonly document: string
}

/** As many rows as one statement takes at most: it may have 65,535 parameters. */
const rowsAtOnce = 1_000

const parseJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const columns = (values: { readonly [name: string]: string | undefined }) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      String.camelToSnake(name),
      value === undefined ? null : toText(value)
    ])
  )

const notJson = (place: string): StorageUnreadable =>
  new StorageUnreadable({
    location: place,
    message: `${place} has a document that is not JSON. Fix it, or restore it from a backup.`
  })
