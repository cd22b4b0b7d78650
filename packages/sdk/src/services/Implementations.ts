/** The implementations that an integration can be linked with. */
import { Context, Effect, Layer, Option, Ref } from "effect"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import { ImplementationUnknown } from "../domain/LinkError.ts"
import type { AuthorizationHookMissing, ModuleHookFailed } from "../domain/ModuleError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { CredentialStore } from "./CredentialStore.ts"
import { CurrentHost } from "./CurrentHost.ts"
import { DiscoveredServers, makeDiscoveredServers } from "./discoverAuthorizationServer.ts"
import { guardImplementation } from "./guardImplementation.ts"
import type { GuardedImplementation } from "./guardImplementation.ts"
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
export type ImplementationsError =
  | ImplementationUnavailable
  | AuthorizationHookMissing
  | ModuleHookFailed
  | StorageError

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
 * Service that knows the implementations of an integration: those registered one by one, then those of each provider,
 * in the order of registration and those of `preferred` providers first, which is the order in which users see them. Of
 * two with one auth domain, the later wins. A provider that is unavailable is passed over. What a module's own
 * implementation does beyond the port's contract is a failure of the call, `ImplementationFailed`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { Implementations, layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * // An integration's own implementation, which needs no credential of the user's.
 * const acme = {
 *   domain: "acme",
 *   name: "Acme",
 *   authorize: () => Effect.succeed({ url: "https://acme.test/oauth/authorize" }),
 *   exchange: () => Effect.never,
 *   refresh: () => Effect.never
 * }
 *
 * const program = Effect.gen(function* () {
 *   const implementations = yield* Implementations
 *   yield* implementations.registerImplementation("acme", acme)
 *   assert.equal((yield* implementations.find("acme", "acme")).name, "Acme")
 *   assert.equal((yield* Effect.flip(implementations.find("acme", "gone")))._tag, "ImplementationUnknown")
 * })
 * const instance = layerMemory({ integrations: [{ domain: "acme" }] })
 * await Effect.runPromise(Effect.provide(program, Layer.provideMerge(instance, layerModuleServices)))
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, async_get_implementations
 * @category services
 * @since 0.1.0
 */
export class Implementations extends Context.Service<
  Implementations,
  {
    /** Registers a provider of implementations. Those of `preferred` ones come first. */
    readonly register: (
      name: string,
      provider: ImplementationProvider,
      options?: { readonly preferred?: boolean | undefined }
    ) => Effect.Effect<void>
    /** Registers one implementation for an integration. */
    readonly registerImplementation: (
      domain: string,
      implementation: OAuth2Implementation
    ) => Effect.Effect<void>
    /**
     * Gives all implementations of an integration by their auth domain. Fails with `ImplementationUnavailable` if none is left
     * and a provider was unavailable.
     */
    readonly forDomain: (
      domain: string
    ) => Effect.Effect<ReadonlyMap<string, GuardedImplementation>, ImplementationsError, ModuleServices>
    /**
     * Gives the implementation that an account was linked with. Fails with `ImplementationUnavailable`, to be tried again later,
     * if a provider that may have it is unavailable, and with `ImplementationUnknown` only if every provider has answered.
     */
    readonly find: (
      domain: string,
      authDomain: string
    ) => Effect.Effect<GuardedImplementation, ImplementationUnknown | ImplementationsError, ModuleServices>
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
  const providers = yield* Ref.make<ReadonlyMap<string, Registered>>(
    new Map([["application_credentials", { provider: yield* applicationCredentialsProvider }]])
  )
  const registered = yield* Ref.make<ReadonlyMap<string, ReadonlyArray<GuardedImplementation>>>(new Map())

  const register = Effect.fn("Implementations.register")(
    (
      name: string,
      provider: ImplementationProvider,
      options?: { readonly preferred?: boolean | undefined }
    ) => Ref.update(providers, (all) => new Map(all).set(name, { ...options, provider: guarded(provider) }))
  )

  const registerImplementation = Effect.fn("Implementations.registerImplementation")(
    (domain: string, implementation: OAuth2Implementation) =>
      Ref.update(registered, (all) =>
        new Map(all).set(domain, [...(all.get(domain) ?? []), guardImplementation(implementation)])
      )
  )

  const askAll = Effect.fnUntraced(function* (domain: string) {
    const own = (yield* Ref.get(registered)).get(domain) ?? []
    const asked = yield* Effect.forEach((yield* Ref.get(providers)).values(), ({ provider, preferred }) =>
      Effect.map(ask(provider, domain), (answer) => ({ answer, preferred }))
    )
    const answers = [{ answer: Option.some(own), preferred: false }, ...asked]
    return {
      found: merge(answers),
      isComplete: answers.every(({ answer }) => Option.isSome(answer))
    }
  })

  const forDomain = Effect.fn("Implementations.forDomain")(function* (domain: string) {
    const { found, isComplete } = yield* askAll(domain)
    return found.size === 0 && !isComplete ? yield* unavailable(domain) : found
  })

  const find = Effect.fn("Implementations.find")(function* (domain: string, authDomain: string) {
    const { found, isComplete } = yield* askAll(domain)
    const implementation = found.get(authDomain)
    if (implementation !== undefined) return implementation
    return yield* isComplete ? unknown(domain, authDomain) : unavailable(domain)
  })

  return Implementations.of({ register, registerImplementation, forDomain, find })
})

type GuardedProvider = (
  domain: string
) => Effect.Effect<ReadonlyArray<GuardedImplementation>, ImplementationsError, ModuleServices>

interface Registered {
  readonly provider: GuardedProvider
  readonly preferred?: boolean | undefined
}

interface Answer {
  readonly answer: Option.Option<ReadonlyArray<GuardedImplementation>>
  readonly preferred?: boolean | undefined
}

// The first mention of an auth domain gives its place, the last one its implementation.
const merge = (answers: ReadonlyArray<Answer>): ReadonlyMap<string, GuardedImplementation> =>
  new Map(
    [...answers.filter(({ preferred }) => preferred === true), ...answers]
      .flatMap(({ answer }) => Option.getOrElse(answer, () => []))
      .map((implementation) => [implementation.domain, implementation])
  )

const guarded =
  (provider: ImplementationProvider): GuardedProvider =>
  (domain) =>
    Effect.map(provider(domain), (found) =>
      found.map((implementation) => guardImplementation(implementation))
    )

const ask = (provider: GuardedProvider, domain: string) =>
  provider(domain).pipe(
    Effect.asSome,
    Effect.catchTag("ImplementationUnavailable", () => Effect.succeedNone)
  )

const applicationCredentialsProvider = Effect.gen(function* () {
  const host = yield* CurrentHost
  const integrations = yield* Integrations
  const store = yield* CredentialStore
  const discovered = yield* makeDiscoveredServers
  return Effect.fnUntraced(function* (domain: string) {
    const module = Option.getOrUndefined(yield* integrations.get(domain))?.module
    if (module === undefined) return []
    return yield* Effect.forEach(yield* store.forDomain(domain), ([authDomain, credential]) =>
      Effect.map(implementationFor(module, host, authDomain, credential, domain), (implementation) =>
        guardImplementation(implementation, [credential.clientSecret])
      )
    ).pipe(Effect.provideService(DiscoveredServers, discovered))
  })
})

const unavailable = (domain: string): ImplementationUnavailable =>
  new ImplementationUnavailable({
    domain,
    message: `No way to link ${domain} can be offered now. Try again later.`
  })

const unknown = (domain: string, implementation: string): ImplementationUnknown =>
  new ImplementationUnknown({
    domain,
    implementation,
    message: `There is no implementation ${implementation} for ${domain} any more. Add its credential again, or link the account again.`
  })
