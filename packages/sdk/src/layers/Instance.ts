/** A whole instance, over whatever storage. */
import { Layer } from "effect"
import { Mac } from "effect/crypto"
import type { Host } from "../domain/Host.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import { OAuth2Session } from "../flows/OAuth2Session.ts"
import type { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { CurrentHost } from "../services/CurrentHost.ts"
import { Implementations } from "../services/Implementations.ts"
import { Integrations } from "../services/Integrations.ts"
import type { Integration } from "../services/Integrations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { StateSigner } from "../services/StateSigner.ts"
import type { Storage } from "../services/Storage.ts"

/**
 * Names the services of a whole instance.
 *
 * @category layers
 * @since 0.1.0
 */
export type InstanceServices =
  | AccountLock
  | CredentialStore
  | CurrentHost
  | Implementations
  | Integrations
  | LinkedAccounts
  | LinkingFlow
  | OAuth2Session
  | PendingLinks
  | RedirectUri
  | StateSigner
  | Storage

/**
 * Holds what is known of an instance: its integrations, and the host that they run on.
 *
 * @category models
 * @since 0.1.0
 */
export interface InstanceOptions {
  readonly integrations: ReadonlyArray<Integration>
  readonly host?: Partial<Host> | undefined
}

/**
 * Layer of a whole instance (credentials, accounts, flows and sessions) over a layer of storage of your choice. Provide it
 * with `layerModuleServices`, or with services of your own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AccountLock,
 *   layerInstance,
 *   layerModuleServices,
 *   LinkedAccounts,
 *   Storage
 * } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * // In place of the storage in memory goes any other, and with processes that share it a lock that they share too.
 * const storage = Layer.merge(AccountLock.layerMemory, Storage.layerMemory)
 * const instance = layerInstance({ integrations: [{ domain: "acme" }] }, storage)
 *
 * const list = LinkedAccounts.use((accounts) => accounts.list)
 * const accounts = await Effect.runPromise(
 *   Effect.provide(list, Layer.provide(instance, layerModuleServices))
 * )
 * assert.deepEqual(accounts, [])
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerInstance = <E, R>(
  options: InstanceOptions,
  storage: Layer.Layer<AccountLock | Storage, E, R>
): Layer.Layer<InstanceServices, E, ModuleServices | R> =>
  OAuth2Session.layer.pipe(
    Layer.provideMerge(LinkingFlow.layer),
    Layer.provideMerge(Implementations.layerMemory),
    Layer.provideMerge(CredentialStore.layer),
    Layer.provideMerge(
      Layer.mergeAll(
        LinkedAccounts.layer,
        PendingLinks.layer,
        RedirectUri.layer,
        StateSigner.layer.pipe(Layer.provide(Mac.layerWebCrypto))
      )
    ),
    Layer.provideMerge(
      Layer.mergeAll(CurrentHost.layer(options.host), Integrations.layerMemory(options.integrations), storage)
    )
  )
