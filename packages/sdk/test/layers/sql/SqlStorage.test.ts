import { Layer, Redacted } from "effect"
import { AccountLock, StorageEncryption } from "../../../src/index.ts"
import { layerSqlLocks, layerSqlStorage } from "../../../src/layers/sql/index.ts"
import * as AccountLockLaws from "../../services/AccountLockLaws.ts"
import { suites } from "../../services/laws.ts"
import { layerPGlite } from "./pglite.ts"

const layer = (encryption: Layer.Layer<StorageEncryption, unknown>) =>
  Layer.merge(AccountLock.layerMemory, layerSqlStorage.pipe(Layer.provide([layerPGlite, encryption])))

const encrypted = StorageEncryption.layer(Redacted.make(`one:${Buffer.alloc(32, 1).toString("base64")}`))

suites("in PGlite", layer(StorageEncryption.layerPlain))
suites("encrypted in PGlite", layer(encrypted))
AccountLockLaws.suite("of PGlite", Layer.provide(layerSqlLocks, layerPGlite))
