/** The implementations that an integration can be linked with. */
import { Context, Effect, Layer, Option, Ref } from "effect"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import type { AuthorizationHookMissing, ModuleHookFailed } from "../domain/ModuleError.ts"
import { CredentialStore } from "./CredentialStore.ts"
import { CurrentHost } from "./CurrentHost.ts"
import { implementationFor } from "./implementationFor.ts"
import { Integrations } from "./Integrations.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * Names the failures of looking for implementations.
 *
 * @category errors
 * @since 0.1.0
 */
export type ImplementationsError = ImplementationUnavailable | AuthorizationHookMissing | ModuleHookFailed

/**
 * Names a provider of implementations: those that it has for an integration's domain.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, async_add_implementation_provider
 * @category models
 * @since 0.1.0
 */
export type ImplementationProvider = (
  domain: string
) => Effect.Effect<ReadonlyArray<OAuth2Implementation>, ImplementationsError, ModuleServices>

/**
 * Service that asks each provider in turn, in the order in which they were registered. Of two implementations with one
 * auth domain, the later wins. A provider that is unavailable is passed over; where none is left and one was
 * unavailable, `forDomain` fails with `ImplementationUnavailable`.
 *
 * @category services
 * @since 0.1.0
 */
export class Implementations extends Context.Service<
  Implementations,
  {
    readonly register: (name: string, provider: ImplementationProvider) => Effect.Effect<void>
    readonly forDomain: (
      domain: string
    ) => Effect.Effect<ReadonlyMap<string, OAuth2Implementation>, ImplementationsError, ModuleServices>
  }
>()("@application-credentials/sdk/services/Implementations") {
  /** Begins with one provider: the user's application credentials. */
  static readonly layerMemory: Layer.Layer<
    Implementations,
    never,
    CredentialStore | CurrentHost | Integrations
  > = Layer.effect(
    Implementations,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const providers = yield* Ref.make<ReadonlyMap<string, ImplementationProvider>>(
    new Map([["application_credentials", yield* applicationCredentialsProvider]])
  )

  const register = Effect.fn("Implementations.register")((name: string, provider: ImplementationProvider) =>
    Ref.update(providers, (all) => new Map(all).set(name, provider))
  )

  const forDomain = Effect.fn("Implementations.forDomain")(function* (domain: string) {
    const answers = yield* Effect.forEach((yield* Ref.get(providers)).values(), (provider) =>
      ask(provider, domain)
    )
    const found = answers.flatMap(Option.getOrElse((): ReadonlyArray<OAuth2Implementation> => []))
    if (found.length === 0 && answers.some(Option.isNone)) return yield* unavailable(domain)
    return new Map(found.map((implementation) => [implementation.domain, implementation]))
  })

  return Implementations.of({ register, forDomain })
})

const ask = (provider: ImplementationProvider, domain: string) =>
  provider(domain).pipe(
    Effect.asSome,
    Effect.catchTag("ImplementationUnavailable", () => Effect.succeedNone)
  )

const applicationCredentialsProvider = Effect.gen(function* () {
  const host = yield* CurrentHost
  const integrations = yield* Integrations
  const store = yield* CredentialStore
  return Effect.fnUntraced(function* (domain: string) {
    const module = Option.getOrUndefined(yield* integrations.get(domain))?.module
    if (module === undefined) return []
    return yield* Effect.forEach(yield* store.forDomain(domain), ([authDomain, credential]) =>
      implementationFor(module, host, authDomain, credential)
    )
  })
})

const unavailable = (domain: string): ImplementationUnavailable =>
  new ImplementationUnavailable({
    domain,
    message: `No way to link ${domain} can be offered now. Try again later.`
  })
