/** PostgreSQL within this process, behind the client that talks to servers. */
import { PgClient } from "@effect/sql-pg"
import { PGlite } from "@electric-sql/pglite"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Duplex } from "node:stream"

/** A database that starts when it is first needed, and ends with the process. */
let database: Promise<PGlite> | undefined

/** The message by which a client says goodbye, which the database would take for its own end. */
const terminate = "X".charCodeAt(0)

/** A connection: what the client sends is answered by the database. */
const connect = (): Duplex =>
  new Duplex({
    read: () => undefined,
    write(chunk: Uint8Array, _encoding, done) {
      if (chunk[0] === terminate) return done()
      database ??= PGlite.create()
      database
        .then((database) => database.execProtocolRaw(new Uint8Array(chunk)))
        .then((answer) => {
          this.push(answer)
          done()
        }, done)
    }
  })

const client = PgClient.layerFrom(
  PgClient.makeClient({ stream: connect, username: "postgres", prepare: false })
)

let schemas = 0

/** Makes an empty schema, and gives its name. */
export const emptySchema = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const schema = `test_${schemas++}`
  yield* sql`CREATE SCHEMA ${sql(schema)}`
  return schema
}).pipe(Effect.provide(client))

/** Goes over to a schema, and in the end back to the one before: all connections are one session. */
const inSchema = (schema: string) =>
  Effect.acquireRelease(
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      const [before] = yield* sql<{ readonly search_path: string }>`SHOW search_path`
      yield* sql`SET search_path TO ${sql(schema)}`
      return { sql, before: before?.search_path ?? "public" }
    }),
    ({ sql, before }) => Effect.orDie(sql`SET search_path TO ${sql.literal(before)}`)
  )

/** A client with one connection, which works in a schema. */
export const layerClient = (schema: string) =>
  Layer.effectDiscard(inSchema(schema)).pipe(Layer.provideMerge(Layer.fresh(client)))

/** A client of an empty database. */
export const layerPGlite = Layer.unwrap(Effect.map(emptySchema, layerClient))
