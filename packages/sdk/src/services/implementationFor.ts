/** The implementation of one credential, resolved as the host does it. */
import { Effect, Predicate, Redacted } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { Host } from "../domain/Host.ts"
import { ModuleHookFailed } from "../domain/ModuleError.ts"
import type { AuthorizationHookMissing } from "../domain/ModuleError.ts"
import { makeAuthorizationHookMissing } from "./ApplicationCredentials.ts"
import type {
  ApplicationCredentials,
  ApplicationCredentialsHooks,
  HookEffect
} from "./ApplicationCredentials.ts"
import { localImplementation } from "./LocalImplementation.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * Resolves a module's implementation for one credential: the module's own wins; else it is the local one with the
 * module's authorization server.
 *
 * Fails with `AuthorizationHookMissing` for a module with neither hook, and with `ModuleHookFailed` where a hook fails,
 * throws or gives something else than the contract names. Neither repeats the credential's secret.
 *
 * @see homeassistant/components/application_credentials/__init__.py, _async_provide_implementation
 * @category constructors
 * @since 0.1.0
 */
export const implementationFor = Effect.fn("implementationFor")(function* (
  module: ApplicationCredentials,
  host: Host,
  authDomain: string,
  credential: ClientCredential
): Effect.fn.Return<OAuth2Implementation, AuthorizationHookMissing | ModuleHookFailed, ModuleServices> {
  const { getAuthImplementation, getAuthorizationServer } = module
  if (getAuthImplementation !== undefined) {
    const implementation = yield* runHook(
      "getAuthImplementation",
      () => getAuthImplementation(host, authDomain, credential),
      credential
    )
    if (isOAuth2Implementation(implementation)) return implementation
    return yield* wrongAnswer(
      "getAuthImplementation",
      "an OAuth2Implementation with authorize, exchange and refresh"
    )
  }
  if (getAuthorizationServer === undefined) return yield* makeAuthorizationHookMissing()
  const server = yield* runHook("getAuthorizationServer", () => getAuthorizationServer(host), credential)
  if (isAuthorizationServer(server)) return localImplementation({ domain: authDomain, credential, server })
  return yield* wrongAnswer("getAuthorizationServer", "an AuthorizationServer with authorizeUrl and tokenUrl")
})

type Hook = keyof ApplicationCredentialsHooks

const runHook = <A>(hook: Hook, run: () => HookEffect<A>, credential: ClientCredential) =>
  Effect.suspend(() => orNoEffect(run())).pipe(
    Effect.catchDefect((defect) => Effect.fail(defect)),
    Effect.mapError(
      (error) =>
        new ModuleHookFailed({
          hook,
          message: `${hook} failed: ${withoutSecret(describe(error), credential)}`
        })
    )
  )

const orNoEffect = <A>(answer: HookEffect<A>): HookEffect<A> =>
  Effect.isEffect(answer) ? answer : Effect.fail(new TypeError("it must return an Effect."))

const describe = (error: unknown): string =>
  Predicate.hasProperty(error, "message") ? String(error.message) : "it gave no reason."

const withoutSecret = (text: string, credential: ClientCredential): string => {
  const secret = Redacted.value(credential.clientSecret)
  return secret === "" ? text : text.replaceAll(secret, "<redacted>")
}

const wrongAnswer = (hook: Hook, expected: string): ModuleHookFailed =>
  new ModuleHookFailed({ hook, message: `${hook} must give ${expected}, and gave something else.` })

/** Tells whether a value has the members of the port. */
export const isOAuth2Implementation = (value: unknown): value is OAuth2Implementation =>
  Predicate.hasProperty(value, "authorize") &&
  Predicate.isFunction(value.authorize) &&
  Predicate.hasProperty(value, "exchange") &&
  Predicate.isFunction(value.exchange) &&
  Predicate.hasProperty(value, "refresh") &&
  Predicate.isFunction(value.refresh) &&
  Predicate.hasProperty(value, "domain") &&
  Predicate.isString(value.domain) &&
  Predicate.hasProperty(value, "name") &&
  Predicate.isString(value.name)

// Another copy of this package makes instances of another class: what counts is the members.
const isAuthorizationServer = (value: unknown): value is AuthorizationServer =>
  Predicate.hasProperty(value, "authorizeUrl") &&
  Predicate.isString(value.authorizeUrl) &&
  Predicate.hasProperty(value, "tokenUrl") &&
  Predicate.isString(value.tokenUrl)
