/** Everything in memory, for tests and for a host that starts afresh each time. */
import { Layer } from "effect"
import { Mac } from "effect/crypto"
import type { Host } from "../domain/Host.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import { OAuth2Session } from "../flows/OAuth2Session.ts"
import { AccountLock } from "../services/AccountLock.ts"
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
import { Storage } from "../services/Storage.ts"

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

/**
 * Layer of a whole instance that keeps everything in memory. Provide it with `layerModuleServices`, or with an
 * `HttpClient` of your own.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerMemory = (options: {
  readonly integrations: ReadonlyArray<Integration>
  readonly host?: Partial<Host> | undefined
}): Layer.Layer<InstanceServices, never, ModuleServices> =>
  Layer.mergeAll(LinkingFlow.layer, OAuth2Session.layerMemory).pipe(
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
      Layer.mergeAll(
        AccountLock.layerMemory,
        CurrentHost.layer(options.host),
        Integrations.layerMemory(options.integrations),
        Storage.layerMemory
      )
    )
  )
