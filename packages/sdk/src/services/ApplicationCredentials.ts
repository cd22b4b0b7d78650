/** An integration's `application_credentials` module as a value. */
import { Predicate } from "effect"
import type { Effect, Option } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { Host } from "../domain/Host.ts"
import { AuthorizationHookMissing } from "../domain/ModuleError.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * The brand of application credentials, the same in every copy of this package.
 *
 * @category type ids
 * @since 0.1.0
 */
export const ApplicationCredentialsTypeId = "~@application-credentials/sdk/ApplicationCredentials"

/**
 * Names what a hook answers with: the value, or any error whose message says why there is none.
 *
 * @category models
 * @since 0.1.0
 */
export type HookEffect<A> = Effect.Effect<A, Error, ModuleServices>

/**
 * Names the four hooks of an `application_credentials` module.
 *
 * - `getAuthorizationServer` says where the provider is; the host's local implementation does the rest.
 * - `getAuthImplementation` gives an implementation of the module's own, and wins where both exist.
 * - `getDescriptionPlaceholders` fills the description in the credentials dialog.
 * - `getClientCredential` (legacy) gives the credential found in the user's YAML configuration, imported once.
 *
 * @see homeassistant/components/application_credentials/__init__.py, ApplicationCredentialsProtocol
 * @category models
 * @since 0.1.0
 */
export interface ApplicationCredentialsHooks {
  /** Says where the provider is. The host's local implementation does the rest. */
  readonly getAuthorizationServer: (host: Host) => HookEffect<AuthorizationServer>
  /** Gives an implementation of the module's own for a credential. It wins where `getAuthorizationServer` is there too. */
  readonly getAuthImplementation: (
    host: Host,
    authDomain: string,
    credential: ClientCredential
  ) => HookEffect<OAuth2Implementation>
  /** Gives the texts that fill the placeholders of the description in the credentials dialog, by their names. */
  readonly getDescriptionPlaceholders: (host: Host) => HookEffect<Readonly<Record<string, string>>>
  /** Gives the credential found in the user's YAML configuration, which is imported once; none where there is none. */
  readonly getClientCredential: (host: Host) => HookEffect<Option.Option<ClientCredential>>
}

type AuthorizationHook = "getAuthorizationServer" | "getAuthImplementation"

/**
 * Names a valid set of hooks: at least one of the first two.
 *
 * @category models
 * @since 0.1.0
 */
export type ApplicationCredentialsDefinition = Partial<ApplicationCredentialsHooks> &
  (
    | Pick<ApplicationCredentialsHooks, "getAuthorizationServer">
    | Pick<ApplicationCredentialsHooks, "getAuthImplementation">
  )

/**
 * Holds an integration's hooks. It is what an `application_credentials` module exports as its default.
 *
 * @category models
 * @since 0.1.0
 */
export interface ApplicationCredentials extends Partial<ApplicationCredentialsHooks> {
  readonly [ApplicationCredentialsTypeId]: typeof ApplicationCredentialsTypeId
}

/**
 * Tells whether a value was made by `defineApplicationCredentials`, also by another copy of this package.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   isApplicationCredentials
 * } from "@application-credentials/sdk"
 *
 * const hooks = { getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test") }
 *
 * assert.ok(isApplicationCredentials(defineApplicationCredentials(hooks)))
 * assert.ok(!isApplicationCredentials(hooks))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isApplicationCredentials = (value: unknown): value is ApplicationCredentials =>
  Predicate.hasProperty(value, ApplicationCredentialsTypeId)

/**
 * Defines an integration's application credentials. Members that are no hook are kept, so that a misspelt one can be
 * found.
 *
 * Throws `AuthorizationHookMissing` where neither `getAuthorizationServer` nor `getAuthImplementation` is a function,
 * which the types rule out.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const server = new AuthorizationServer({
 *   authorizeUrl: "https://acme.test/oauth/authorize",
 *   tokenUrl: "https://acme.test/oauth/token"
 * })
 * const acme = defineApplicationCredentials({
 *   getAuthorizationServer: () => Effect.succeed(server),
 *   getDescriptionPlaceholders: (host) =>
 *     Effect.succeed({ console: `https://acme.test/?for=${host.instanceName}` })
 * })
 *
 * assert.deepEqual(Object.keys(acme).slice(0, 2), ["getAuthorizationServer", "getDescriptionPlaceholders"])
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const defineApplicationCredentials = (
  definition: ApplicationCredentialsDefinition
): ApplicationCredentials => {
  if (!hasAuthorizationHook(definition)) throw makeAuthorizationHookMissing()
  return { ...definition, [ApplicationCredentialsTypeId]: ApplicationCredentialsTypeId }
}

const authorizationHooks: ReadonlyArray<AuthorizationHook> = [
  "getAuthorizationServer",
  "getAuthImplementation"
]

/** Tells whether a module has one of the two hooks of which it needs one. */
export const hasAuthorizationHook = (definition: Partial<ApplicationCredentialsHooks>): boolean =>
  authorizationHooks.some(
    (name) => Predicate.hasProperty(definition, name) && Predicate.isFunction(definition[name])
  )

/** Makes the error of a module with neither hook. */
export const makeAuthorizationHookMissing = (): AuthorizationHookMissing =>
  new AuthorizationHookMissing({
    message: "The module offers neither getAuthorizationServer nor getAuthImplementation. Define one of them."
  })
