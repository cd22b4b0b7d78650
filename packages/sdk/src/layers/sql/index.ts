/**
 * An instance that keeps its state in a PostgreSQL database, alone or as one of several processes.
 *
 * @since 0.1.0
 */
import { Layer } from "effect"
import type { SqlClient } from "effect/sql"
import type { StorageUnavailable } from "../../domain/StorageError.ts"
import type { ModuleServices } from "../../services/ModuleServices.ts"
import type { StorageEncryption } from "../../services/StorageEncryption.ts"
import { layerInstance } from "../Instance.ts"
import type { InstanceOptions, InstanceServices } from "../Instance.ts"
import { layerSqlLocks } from "./SqlLocks.ts"
import { layerSqlStorage } from "./SqlStorage.ts"

export { layerSqlLocks } from "./SqlLocks.ts"
export { layerSqlStorage } from "./SqlStorage.ts"

/**
 * Layer of a whole instance that keeps everything in a PostgreSQL database. Provide it with a client
 * (`PgClient.layerConfig` of `@effect/sql-pg`), a `StorageEncryption`, and `layerModuleServices`.
 *
 * Any number of processes may run one: a token is refreshed by one of them at a time.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices, LinkedAccounts, StorageEncryption } from "@application-credentials/sdk"
 * import { layerSql } from "@application-credentials/sdk/sql"
 * import { PgClient } from "@effect/sql-pg"
 * import { Config, ConfigProvider, Effect, Layer } from "effect"
 *
 * // The database of DATABASE_URL, its secrets encrypted with the keys of APPLICATION_CREDENTIALS_KEYS.
 * const instance = layerSql({ integrations: [{ domain: "acme" }] }).pipe(
 *   Layer.provide([
 *     PgClient.layerConfig({ url: Config.Redacted("DATABASE_URL") }),
 *     StorageEncryption.layerConfig(),
 *     layerModuleServices
 *   ])
 * )
 *
 * // Where they are not set, it fails before it connects.
 * const list = LinkedAccounts.use((accounts) => accounts.list).pipe(
 *   Effect.provide(instance),
 *   Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({})))
 * )
 * assert.equal((await Effect.runPromise(Effect.flip(list)))._tag, "ConfigError")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerSql = (
  options: InstanceOptions
): Layer.Layer<
  InstanceServices,
  StorageUnavailable,
  ModuleServices | SqlClient.SqlClient | StorageEncryption
> => layerInstance(options, Layer.merge(layerSqlLocks, layerSqlStorage))
