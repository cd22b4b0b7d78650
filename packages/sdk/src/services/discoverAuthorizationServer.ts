/** A server found by its issuer. */
import { Cache, Context, Effect, Exit, Result } from "effect"
import type { HttpClient } from "effect/http"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { ServerMetadataInvalid, ServerMetadataUnavailable } from "../domain/ServerMetadataError.ts"
import {
  invalid,
  metadataUnavailable,
  processServerMetadata,
  serverMetadataUrls
} from "../protocol/ServerMetadata.ts"
import { sendOnce } from "./sendOnce.ts"

/**
 * Names the failures of finding a server by its issuer.
 *
 * @category errors
 * @since 0.1.0
 */
export type DiscoveryError = ServerMetadataInvalid | ServerMetadataUnavailable

type Discovered = Cache.Cache<string, AuthorizationServer, DiscoveryError, HttpClient.HttpClient>

/** Remembers the servers that were found, where a host has a memory for them. */
export const DiscoveredServers = Context.Reference<Discovered | undefined>(
  "@application-credentials/sdk/services/DiscoveredServers",
  { defaultValue: () => undefined }
)

/** Makes the memory of a host: what was found is good for an hour, and a failure is not remembered. */
export const makeDiscoveredServers: Effect.Effect<Discovered> = Effect.suspend(() =>
  Cache.makeWith(discover, {
    capacity: 100,
    requireServicesAt: "lookup",
    timeToLive: (exit) => (Exit.isSuccess(exit) ? "1 hour" : 0)
  })
)

/**
 * Finds an authorization server by its issuer: from the metadata of RFC 8414, or else of OpenID Connect. With it come
 * PKCE where the server supports it, the check of the issuer in callbacks, revocation and the device flow.
 *
 * For the hooks of a module. In a host, what was found is good for an hour. A hook that fails with
 * `ServerMetadataUnavailable` is asked again later.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerHttpClient, MockProvider } from "@application-credentials/mock-provider"
 * import { discoverAuthorizationServer } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * // In a module: `getAuthorizationServer: () => discoverAuthorizationServer("https://accounts.acme.test")`.
 * const provider = MockProvider.make({ issuer: "https://accounts.acme.test", clients: [] })
 * const discover = discoverAuthorizationServer("https://accounts.acme.test")
 *
 * const server = await Effect.runPromise(Effect.provide(discover, layerHttpClient(provider)))
 * assert.equal(server.tokenUrl, "https://accounts.acme.test/token")
 * assert.deepEqual(server.codeChallengeMethodsSupported, ["S256"])
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 * @category constructors
 * @since 0.1.0
 */
export const discoverAuthorizationServer = Effect.fn("discoverAuthorizationServer")(function* (
  issuer: string
): Effect.fn.Return<AuthorizationServer, DiscoveryError, HttpClient.HttpClient> {
  const discovered = yield* DiscoveredServers
  return yield* discovered === undefined ? discover(issuer) : Cache.get(discovered, issuer)
})

const discover = (
  issuer: string
): Effect.Effect<AuthorizationServer, DiscoveryError, HttpClient.HttpClient> =>
  Effect.catchTag(find(issuer), "NoResponse", () => Effect.fail(metadataUnavailable(issuer)))

// Both URLs are of one origin: where it does not answer at all, it is not asked again.
const find = Effect.fnUntraced(function* (issuer: string) {
  const [oauth, openid] = yield* Effect.fromResult(serverMetadataUrls(issuer))
  const first = yield* ask(issuer, oauth)
  if (Result.isSuccess(first)) return first.success
  const second = yield* ask(issuer, openid)
  if (Result.isSuccess(second)) return second.success
  return yield* tellingOf(first.failure, second.failure)
})

const ask = Effect.fnUntraced(function* (issuer: string, url: string) {
  const request = { method: "GET", url, headers: { accept: "application/json" } } as const
  const response = yield* Effect.result(sendOnce(request))
  if (Result.isSuccess(response)) return processServerMetadata(issuer, response.success)
  if (response.failure._tag === "NoResponse") return yield* response.failure
  return Result.fail(invalid(issuer, "notMetadata"))
})

// Of two failures, the one that may pass counts, or else the one that says more than that there is nothing.
const tellingOf = (first: DiscoveryError, second: DiscoveryError): DiscoveryError => {
  if (second._tag === "ServerMetadataUnavailable") return second
  return first._tag === "ServerMetadataInvalid" && first.reason === "notFound" ? second : first
}
