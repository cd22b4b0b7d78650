/** The PostgreSQL server that tests run beside. */
import { PgClient } from "@effect/sql-pg"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"

/** The socket of the server. */
export const socketPath = (): string => {
  const path = process.env["POSTGRES_SOCKET"]
  if (path === undefined)
    throw new Error("There is no PostgreSQL. Run: .ci/with-postgres npm run test:machine")
  return path
}

/** A pool of connections to the server, all of which work in one schema. `path` is another way to its socket. */
export const layerClient = (schema: string, path?: string) =>
  Layer.unwrap(
    Effect.sync(() =>
      PgClient.layer({
        path: path ?? socketPath(),
        username: "postgres",
        database: "postgres",
        startupParameters: { search_path: schema }
      })
    )
  )

const dropSchema = (schema: string) =>
  SqlClient.SqlClient.use((sql) => sql`DROP SCHEMA ${sql(schema)} CASCADE`)

let schemas = 0

/** Makes an empty schema for as long as the scope lasts, and gives its name. */
export const emptySchema = Effect.acquireRelease(
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const schema = `test_${process.pid}_${schemas++}`
    yield* sql`CREATE SCHEMA ${sql(schema)}`
    return schema
  }).pipe(Effect.provide(layerClient("public"))),
  (schema) => Effect.orDie(Effect.provide(dropSchema(schema), layerClient("public")))
)

/** A pool of connections to an empty schema. */
export const layerEmpty = Layer.unwrap(Effect.map(emptySchema, layerClient))
