/**
 * An instance that keeps its state in files, those of Home Assistant among them.
 *
 * @since 0.1.0
 */
import { Layer } from "effect"
import type { FileSystem, Path } from "effect"
import type { StorageUnavailable } from "../../domain/StorageError.ts"
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
 * @category layers
 * @since 0.1.0
 */
export const layerFile = (
  options: InstanceOptions & { readonly folder: string }
): Layer.Layer<
  InstanceServices,
  StorageUnavailable,
  FileSystem.FileSystem | ModuleServices | Path.Path | StorageEncryption
> => layerInstance(options, Layer.merge(AccountLock.layerMemory, layerFileStorage(options)))
