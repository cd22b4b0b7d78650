/** The layers of storage to time. */
import { layerModuleServices, Storage, StorageEncryption } from "@application-credentials/sdk"
import { layerFileStorage } from "@application-credentials/sdk/file"
import { layerSqlStorage } from "@application-credentials/sdk/sql"
import { NodeServices } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { Effect, FileSystem, Layer } from "effect"
import { SqlClient } from "effect/sql"

const files = Layer.unwrap(
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    return layerFileStorage({ folder: yield* fs.makeTempDirectoryScoped() })
  })
).pipe(Layer.provide([NodeServices.layer, layerModuleServices, StorageEncryption.layerPlain]))

let schemas = 0

const postgres = (socket: string) => {
  const client = (schema: string) =>
    PgClient.layer({
      path: socket,
      username: "postgres",
      database: "postgres",
      startupParameters: { search_path: schema }
    })
  const emptySchema = Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const schema = `bench_${schemas++}`
    yield* sql`CREATE SCHEMA ${sql(schema)}`
    return schema
  }).pipe(Effect.provide(client("public")))
  return layerSqlStorage.pipe(
    Layer.provide([StorageEncryption.layerPlain, Layer.unwrap(Effect.map(emptySchema, client))])
  )
}

const socket = process.env["POSTGRES_SOCKET"]

/** The layers by name: PostgreSQL where there is a server. */
export const storages: { readonly [name: string]: Layer.Layer<Storage, unknown> } = {
  memory: Storage.layerMemory,
  files,
  ...(socket === undefined ? {} : { PostgreSQL: postgres(socket) })
}
