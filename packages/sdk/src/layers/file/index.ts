/**
 * An instance that keeps its state in files, those of Home Assistant among them.
 *
 * @since 0.1.0
 */
import { Layer } from "effect"
import type { FileSystem, Path } from "effect"
import type { StorageError, StorageInUse } from "../../domain/StorageError.ts"
import { AccountLock } from "../../services/AccountLock.ts"
import type { ModuleServices } from "../../services/ModuleServices.ts"
import type { StorageEncryption } from "../../services/StorageEncryption.ts"
import { layerInstance } from "../Instance.ts"
import type { InstanceOptions, InstanceServices } from "../Instance.ts"
import { layerFileStorage } from "./FileStorage.ts"

export { layerFileStorage } from "./FileStorage.ts"

/**
 * Layer of a whole instance that keeps everything in the files of a folder. Provide it with the platform's file system
 * (`NodeServices.layer` of `@effect/platform-node`), a `StorageEncryption`, and `layerModuleServices`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { mkdtemp, rm } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import {
 *   layerModuleServices,
 *   LinkedAccounts,
 *   StorageEncryption,
 *   Token
 * } from "@application-credentials/sdk"
 * import { layerFile } from "@application-credentials/sdk/file"
 * import { NodeServices } from "@effect/platform-node"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const folder = await mkdtemp(join(tmpdir(), "storage-"))
 * const instance = layerFile({ folder, integrations: [{ domain: "acme" }] }).pipe(
 *   Layer.provide([NodeServices.layer, StorageEncryption.layerPlain, layerModuleServices])
 * )
 * const accessToken = Redacted.make("my-access-token")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3_600, expiresAt: 4_102_444_800 })
 * const account = { domain: "acme", title: "Ada", authImplementation: "acme", token }
 *
 * // What one instance stores, the next one finds.
 * const create = LinkedAccounts.use((accounts) => accounts.create(account))
 * const list = LinkedAccounts.use((accounts) => accounts.list)
 * const created = await Effect.runPromise(Effect.provide(create, instance))
 * assert.deepEqual(await Effect.runPromise(Effect.provide(list, instance)), [created])
 * await rm(folder, { recursive: true })
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerFile = (
  options: InstanceOptions & { readonly folder: string }
): Layer.Layer<
  InstanceServices,
  StorageError | StorageInUse,
  FileSystem.FileSystem | ModuleServices | Path.Path | StorageEncryption
> => layerInstance(options, Layer.merge(AccountLock.layerMemory, layerFileStorage(options)))
