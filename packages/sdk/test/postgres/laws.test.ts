import { Effect, Layer, Redacted } from "effect"
import type { SqlClient } from "effect/sql"
import { StorageEncryption } from "../../src/index.ts"
import { layerSqlLocks, layerSqlStorage } from "../../src/layers/sql/index.ts"
import * as InstanceLaws from "../layers/InstanceLaws.ts"
import { suites } from "../services/laws.ts"
import { emptySchema, layerClient, layerEmpty } from "./server.ts"

const over = (
  client: Layer.Layer<SqlClient.SqlClient, unknown>,
  encryption: Layer.Layer<StorageEncryption, unknown> = StorageEncryption.layerPlain
) => Layer.merge(layerSqlLocks, layerSqlStorage).pipe(Layer.provide([client, encryption]))

const encrypted = StorageEncryption.layer(Redacted.make(`one:${Buffer.alloc(32, 1).toString("base64")}`))

suites("in PostgreSQL", over(layerEmpty))
suites("encrypted in PostgreSQL", over(layerEmpty, encrypted))
InstanceLaws.suite(
  "in PostgreSQL",
  Effect.map(emptySchema, (schema) => over(layerClient(schema), encrypted))
)
