/** The services that a module's hooks and implementations may ask for. */
import { Layer } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { FetchHttpClient } from "effect/http"
import type { HttpClient } from "effect/http"

/**
 * Names what a module may require of its environment, and no more: HTTP, secure random bytes and digests.
 *
 * @category models
 * @since 0.1.0
 */
export type ModuleServices = HttpClient.HttpClient | SecureRandom.SecureRandom | Digest.Digest

/**
 * Layer that provides these services with the platform's `fetch` and Web Crypto.
 *
 * @category layers
 * @since 0.1.0
 */
export const layerModuleServices: Layer.Layer<ModuleServices> = Layer.mergeAll(
  FetchHttpClient.layer,
  SecureRandom.layerWebCrypto,
  Digest.layerWebCrypto
)
