import { Layer, Redacted } from "effect"
import { StorageEncryption } from "../../src/index.ts"
import { layerSqlLocks, layerSqlStorage } from "../../src/layers/sql/index.ts"
import { suites } from "../services/laws.ts"
import { layerEmpty } from "./server.ts"

const layer = (encryption: Layer.Layer<StorageEncryption, unknown>) =>
  Layer.merge(layerSqlLocks, layerSqlStorage).pipe(Layer.provide([layerEmpty, encryption]))

suites("in PostgreSQL", layer(StorageEncryption.layerPlain))
suites(
  "encrypted in PostgreSQL",
  layer(StorageEncryption.layer(Redacted.make(`one:${Buffer.alloc(32, 1).toString("base64")}`)))
)
