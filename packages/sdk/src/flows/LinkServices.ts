/** The services that the steps of a flow work with. */
import { Context, Effect } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { HttpClient } from "effect/http"
import { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { CurrentHost } from "../services/CurrentHost.ts"
import { Implementations } from "../services/Implementations.ts"
import { Integrations } from "../services/Integrations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { StateSigner } from "../services/StateSigner.ts"

/**
 * Names the services that linking an account needs.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkServices =
  | AccountLock
  | CredentialStore
  | CurrentHost
  | Implementations
  | Integrations
  | LinkedAccounts
  | ModuleServices
  | PendingLinks
  | RedirectUri
  | StateSigner

/** Gives a function that provides these services, and no others, as they are where it is made. */
export const captureLinkServices = Effect.map(Effect.context<LinkServices>(), (context) => {
  const services = Context.pick(
    AccountLock,
    CredentialStore,
    CurrentHost,
    Digest.Digest,
    HttpClient.HttpClient,
    Implementations,
    Integrations,
    LinkedAccounts,
    PendingLinks,
    RedirectUri,
    SecureRandom.SecureRandom,
    StateSigner
  )(context)
  return <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, Exclude<R, LinkServices>> =>
    Effect.provide(effect, services)
})
