/** The implementation of one credential, resolved as the host does it. */
import { Effect, Predicate } from "effect"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { Host } from "../domain/Host.ts"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import type { AuthorizationHookMissing, ModuleHookFailed } from "../domain/ModuleError.ts"
import { makeAuthorizationHookMissing } from "./ApplicationCredentials.ts"
import type { ApplicationCredentials } from "./ApplicationCredentials.ts"
import { localImplementation } from "./LocalImplementation.ts"
import { isAuthorizationServer, runHook } from "./ModuleHooks.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * Makes the OAuth implementation that an account is linked with, of a module and one credential. A module with
 * `getAuthImplementation` makes it itself. For one with `getAuthorizationServer` alone it is the local implementation with
 * that server. `serviceDomain` is the integration's domain, which errors name.
 *
 * Fails with `AuthorizationHookMissing` if the module has neither hook, with `ModuleHookFailed` if a hook fails or returns
 * something else than the contract says, and with `ImplementationUnavailable` if the provider cannot be asked now. No
 * error repeats the credential's secret.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AuthorizationServer,
 *   ClientCredential,
 *   defineApplicationCredentials,
 *   implementationFor,
 *   layerModuleServices,
 *   makeHost
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const server = new AuthorizationServer({
 *   authorizeUrl: "https://acme.test/oauth/authorize",
 *   tokenUrl: "https://acme.test/oauth/token"
 * })
 * const acme = defineApplicationCredentials({ getAuthorizationServer: () => Effect.succeed(server) })
 * const credential = new ClientCredential({
 *   clientId: "my-client",
 *   clientSecret: Redacted.make("my-secret")
 * })
 *
 * const resolve = implementationFor(acme, makeHost(), "acme_my_client", credential)
 * const implementation = await Effect.runPromise(Effect.provide(resolve, layerModuleServices))
 * assert.equal(implementation.domain, "acme_my_client")
 * assert.equal(implementation.server, server)
 * ```
 *
 * @see homeassistant/components/application_credentials/__init__.py, _async_provide_implementation
 * @category constructors
 * @since 0.1.0
 */
export const implementationFor = Effect.fn("implementationFor")(function* (
  module: ApplicationCredentials,
  host: Host,
  authDomain: string,
  credential: ClientCredential,
  serviceDomain: string = authDomain
): Effect.fn.Return<
  OAuth2Implementation,
  AuthorizationHookMissing | ModuleHookFailed | ImplementationUnavailable,
  ModuleServices
> {
  const passes = (error: unknown, message: string) =>
    isPassing(error) ? new ImplementationUnavailable({ domain: serviceDomain, message }) : undefined
  const { getAuthImplementation, getAuthorizationServer } = module
  if (getAuthImplementation !== undefined) {
    return yield* runHook({
      hook: "getAuthImplementation",
      run: () => getAuthImplementation(host, authDomain, credential),
      is: isOAuth2Implementation,
      expected: "an OAuth2Implementation with domain, name, authorize, exchange and refresh",
      secrets: [credential.clientSecret],
      passes
    })
  }
  if (getAuthorizationServer === undefined) return yield* makeAuthorizationHookMissing()
  const server = yield* runHook({
    hook: "getAuthorizationServer",
    run: () => getAuthorizationServer(host),
    is: isAuthorizationServer,
    expected: "an AuthorizationServer with authorizeUrl and tokenUrl",
    passes
  })
  return localImplementation({ domain: authDomain, serviceDomain, credential, server })
})

// By their tags, as another copy of this package makes instances of another class.
const isPassing = Predicate.or(
  Predicate.isTagged("ImplementationUnavailable"),
  Predicate.isTagged("ServerMetadataUnavailable")
)

/**
 * Tells whether a value has the members of the port.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { isOAuth2Implementation } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const implementation = {
 *   domain: "acme",
 *   name: "Acme",
 *   authorize: () => Effect.succeed({ url: "https://acme.test/oauth/authorize" }),
 *   exchange: () => Effect.never,
 *   refresh: () => Effect.never
 * }
 *
 * assert.ok(isOAuth2Implementation(implementation))
 * assert.ok(!isOAuth2Implementation({ ...implementation, refresh: undefined }))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isOAuth2Implementation = (value: unknown): value is OAuth2Implementation =>
  Predicate.isObject(value) &&
  ["authorize", "exchange", "refresh"].every(
    (name) => Predicate.hasProperty(value, name) && Predicate.isFunction(value[name])
  ) &&
  ["domain", "name"].every((name) => Predicate.hasProperty(value, name) && Predicate.isString(value[name]))
