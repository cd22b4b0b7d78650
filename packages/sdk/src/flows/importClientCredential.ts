/** The legacy way of a credential into the store: from the user's YAML configuration. */
import { Effect, Option } from "effect"
import type { CredentialInvalid } from "../domain/AccountError.ts"
import type { ModuleHookFailed } from "../domain/ModuleError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { CurrentHost } from "../services/CurrentHost.ts"
import { Integrations } from "../services/Integrations.ts"
import { clientCredentialOf } from "../services/ModuleHooks.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"

/**
 * Imports the credential that an integration's `getClientCredential` finds, under the integration's own auth domain.
 * Does nothing where the module has no such hook, finds none, or the credential was imported before.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   ClientCredential,
 *   CredentialStore,
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   importClientCredential,
 *   layerMemory,
 *   layerModuleServices
 * } from "@application-credentials/sdk"
 * import { Effect, Layer, Option, Redacted } from "effect"
 *
 * const inYaml = new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") })
 * const module = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test"),
 *   getClientCredential: () => Effect.succeed(Option.some(inYaml))
 * })
 *
 * const program = Effect.gen(function* () {
 *   yield* importClientCredential("acme")
 *   yield* importClientCredential("acme")
 *   const [stored, ...others] = yield* (yield* CredentialStore).list
 *   assert.equal(stored?.credential.name, "Import from configuration.yaml")
 *   assert.deepEqual(others, [])
 * })
 * const instance = layerMemory({ integrations: [{ domain: "acme", module }] })
 * await Effect.runPromise(Effect.provide(program, Layer.provideMerge(instance, layerModuleServices)))
 * ```
 *
 * @see homeassistant/components/application_credentials/__init__.py, async_import_client_credential
 * @category flows
 * @since 0.1.0
 */
export const importClientCredential = Effect.fn("importClientCredential")(function* (
  domain: string
): Effect.fn.Return<
  void,
  ModuleHookFailed | CredentialInvalid | StorageError,
  CredentialStore | CurrentHost | Integrations | ModuleServices
> {
  const integrations = yield* Integrations
  const module = Option.getOrUndefined(yield* integrations.get(domain))?.module
  if (module === undefined) return
  const credential = yield* clientCredentialOf(module, yield* CurrentHost)
  if (Option.isNone(credential)) return
  const store = yield* CredentialStore
  yield* store.importCredential({ domain, credential: credential.value })
})
