import { Effect, Layer, Redacted } from "effect"
import type { SqlClient } from "effect/sql"
import { AccountLock, StorageEncryption } from "../../../src/index.ts"
import { layerSqlLocks, layerSqlStorage } from "../../../src/layers/sql/index.ts"
import * as AccountLockLaws from "../../services/AccountLockLaws.ts"
import { suites } from "../../services/laws.ts"
import * as InstanceLaws from "../InstanceLaws.ts"
import { emptySchema, layerClient, layerPGlite } from "./pglite.ts"

const over = (
  client: Layer.Layer<SqlClient.SqlClient, unknown>,
  encryption: Layer.Layer<StorageEncryption, unknown> = StorageEncryption.layerPlain
) => Layer.merge(AccountLock.layerMemory, layerSqlStorage.pipe(Layer.provide([client, encryption])))

const encrypted = StorageEncryption.layer(Redacted.make(`one:${Buffer.alloc(32, 1).toString("base64")}`))

suites("in PGlite", over(layerPGlite))
suites("encrypted in PGlite", over(layerPGlite, encrypted))
AccountLockLaws.suite("of PGlite", Layer.provide(layerSqlLocks, layerPGlite))
InstanceLaws.suite(
  "in PGlite",
  Effect.map(emptySchema, (schema) => over(layerClient(schema), encrypted))
)
