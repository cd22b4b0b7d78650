/** Runs a module's hooks, so that whatever a module does becomes an answer of the right type or one typed failure. */
import { Cause, Effect, Option, Predicate, Redacted } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import { describeFailure } from "../domain/describeFailure.ts"
import type { Host } from "../domain/Host.ts"
import type { Secrets } from "../domain/withoutSecrets.ts"
import { ModuleHookFailed } from "../domain/ModuleError.ts"
import type {
  ApplicationCredentials,
  ApplicationCredentialsHooks,
  HookEffect
} from "./ApplicationCredentials.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import { runModule, TookTooLong } from "./runModule.ts"

type Hook = keyof ApplicationCredentialsHooks

/**
 * Runs one hook and checks its answer with `is`. A hook that throws, fails, gives no Effect or the wrong thing, or does
 * not end within a minute, fails with `ModuleHookFailed`, whose message has none of its `secrets`. Errors for which
 * `passes` gives one of the host's own fail with that.
 */
export const runHook = <A, B extends A, E = never>(options: {
  readonly hook: Hook
  readonly run: () => HookEffect<A>
  readonly is: (answer: A) => answer is B
  readonly expected: string
  readonly secrets?: Secrets | undefined
  readonly passes?: ((error: unknown, message: string) => E | undefined) | undefined
}): Effect.Effect<B, ModuleHookFailed | E, ModuleServices> => {
  const { secrets = [] } = options
  return runModule({ what: options.hook, run: options.run, secrets }).pipe(
    Effect.mapError((cause) => {
      const error = Cause.squash(cause)
      const message = describeFailure(error, error instanceof TookTooLong ? [] : secrets)
      return options.passes?.(error, message) ?? failed(options.hook, `failed: ${message}`)
    }),
    Effect.flatMap((answer) =>
      options.is(answer)
        ? Effect.succeed(answer)
        : Effect.fail(failed(options.hook, `must give ${options.expected}, and gave something else.`))
    )
  )
}

/**
 * Gives a module's description placeholders, none where it has no such hook.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   defineApplicationCredentials,
 *   descriptionPlaceholdersOf,
 *   discoverAuthorizationServer,
 *   layerModuleServices,
 *   makeHost
 * } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const acme = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test"),
 *   getDescriptionPlaceholders: (host) => Effect.succeed({ name: host.instanceName })
 * })
 *
 * const placeholders = descriptionPlaceholdersOf(acme, makeHost({ instanceName: "Our home" }))
 * assert.deepEqual(await Effect.runPromise(Effect.provide(placeholders, layerModuleServices)), {
 *   name: "Our home"
 * })
 * ```
 *
 * @see homeassistant/components/application_credentials/__init__.py, handle_integration_list
 * @category hooks
 * @since 0.1.0
 */
export const descriptionPlaceholdersOf = (
  module: ApplicationCredentials,
  host: Host
): Effect.Effect<Readonly<Record<string, string>>, ModuleHookFailed, ModuleServices> => {
  const { getDescriptionPlaceholders } = module
  if (getDescriptionPlaceholders === undefined) return Effect.succeed({})
  return runHook({
    hook: "getDescriptionPlaceholders",
    run: () => getDescriptionPlaceholders(host),
    is: isStringRecord,
    expected: "an object whose members are strings"
  })
}

/**
 * Gives the credential that a module found in the user's YAML configuration, if there is one. One with an empty id or
 * secret is refused.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   ClientCredential,
 *   clientCredentialOf,
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   layerModuleServices,
 *   makeHost
 * } from "@application-credentials/sdk"
 * import { Effect, Option, Redacted } from "effect"
 *
 * const inYaml = new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("") })
 * const acme = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test"),
 *   getClientCredential: () => Effect.succeed(Option.some(inYaml))
 * })
 *
 * const refused = clientCredentialOf(acme, makeHost()).pipe(Effect.flip, Effect.provide(layerModuleServices))
 * assert.equal((await Effect.runPromise(refused))._tag, "ModuleHookFailed")
 * ```
 *
 * @category hooks
 * @since 0.1.0
 */
export const clientCredentialOf = (
  module: ApplicationCredentials,
  host: Host
): Effect.Effect<Option.Option<ClientCredential>, ModuleHookFailed, ModuleServices> => {
  const { getClientCredential } = module
  if (getClientCredential === undefined) return Effect.succeedNone
  return runHook({
    hook: "getClientCredential",
    run: () => getClientCredential(host),
    is: isUsableCredential,
    expected: "none, or a ClientCredential whose id and secret are not empty",
    secrets: "own"
  })
}

/**
 * Tells whether a value is an authorization server by its members, as another copy of this package makes instances of
 * another class.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { isAuthorizationServer } from "@application-credentials/sdk"
 *
 * assert.ok(
 *   isAuthorizationServer({ authorizeUrl: "https://acme.test/auth", tokenUrl: "https://acme.test/token" })
 * )
 * assert.ok(!isAuthorizationServer({ authorizeUrl: "https://acme.test/auth" }))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isAuthorizationServer = (value: unknown): value is AuthorizationServer =>
  Predicate.hasProperty(value, "authorizeUrl") &&
  Predicate.isString(value.authorizeUrl) &&
  Predicate.hasProperty(value, "tokenUrl") &&
  Predicate.isString(value.tokenUrl)

const isStringRecord = (value: unknown): value is Readonly<Record<string, string>> =>
  Predicate.isObject(value) && Object.values(value).every(Predicate.isString)

const isUsableCredential = (value: unknown): value is Option.Option<ClientCredential> =>
  Option.isOption(value) && (Option.isNone(value) || isConfidential(value.value))

/** Tells whether a value is the credential of a confidential client, by its members. */
const isConfidential = (value: unknown): value is ClientCredential =>
  isClientCredential(value) && Redacted.value(value.clientSecret) !== ""

/** Tells whether a value is a credential, by its members. That of a public client has an empty secret. */
export const isClientCredential = (value: unknown): value is ClientCredential =>
  Predicate.hasProperty(value, "clientId") &&
  Predicate.isString(value.clientId) &&
  value.clientId !== "" &&
  Predicate.hasProperty(value, "clientSecret") &&
  Redacted.isRedacted(value.clientSecret) &&
  Predicate.isString(Redacted.value(value.clientSecret))

const failed = (hook: Hook, what: string): ModuleHookFailed =>
  new ModuleHookFailed({ hook, message: `${hook} ${what}` })
