/** The cloud's account-link server, which has a client of its own at each provider. */
import { Cache, Context, Effect, Exit, Layer, Scope } from "effect"
import type { Redacted } from "effect"
import { HttpClient } from "effect/http"
import { Socket } from "effect/socket"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import type { CloudService } from "../domain/CloudService.ts"
import type { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import { cloudDomain, cloudUnavailable, decodeCloudServices, withService } from "../protocol/CloudMessages.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import { processTokenResponse } from "../protocol/processTokenResponse.ts"
import { openCloudAuthorization } from "./cloudAuthorization.ts"
import type { AuthorizationRequest, AuthorizeError, TokenRequestError } from "./OAuth2Implementation.ts"
import { jsonPost, sendOnce } from "./sendOnce.ts"
import { tokenRequestFailed } from "./TokenEndpoint.ts"

/**
 * The account-link server of Home Assistant Cloud.
 *
 * @see hass_nabucasa/const.py, DEFAULT_SERVERS
 * @category constants
 * @since 0.1.0
 */
export const cloudServer = "https://account-link.nabucasa.com"

/**
 * Service that links accounts through the cloud.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AccountLinkServer,
 *   layerHttpClient,
 *   layerWebSocketConstructor
 * } from "@application-credentials/mock-provider"
 * import { CloudAccountLink } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * const server = AccountLinkServer.make({ services: [{ service: "acme", minVersion: "2023.1.0" }] })
 * const layer = CloudAccountLink.layer({ server: "https://account-link.test" }).pipe(
 *   Layer.provide([layerHttpClient(server), layerWebSocketConstructor(server)])
 * )
 *
 * const services = CloudAccountLink.use((cloud) => cloud.services)
 * const [acme] = await Effect.runPromise(Effect.provide(services, layer))
 * assert.equal(acme?.service, "acme")
 * ```
 *
 * @see homeassistant/components/cloud/account_link.py
 * @category services
 * @since 0.1.0
 */
export class CloudAccountLink extends Context.Service<
  CloudAccountLink,
  {
    /** The URL of the cloud. */
    readonly server: string
    /** Lists what can be linked. A list is good for an hour; a failure is not remembered. */
    readonly services: Effect.Effect<ReadonlyArray<CloudService>, ImplementationUnavailable>
    /**
     * Begins a flow: gives the URL to send the user to, and a delivery that ends when the cloud brings the tokens, within
     * `linkLifetime`.
     */
    readonly authorize: (service: string) => Effect.Effect<AuthorizationRequest, AuthorizeError>
    /** Has the cloud refresh a token. */
    readonly refresh: (
      service: string,
      refreshToken: Redacted.Redacted
    ) => Effect.Effect<TokenResponse, TokenRequestError>
  }
>()("@application-credentials/sdk/services/CloudAccountLink") {
  /** Talks to a server over HTTP and a WebSocket; to `cloudServer` unless another is given. */
  static readonly layer = (
    options: { readonly server?: string | undefined } = {}
  ): Layer.Layer<
    CloudAccountLink,
    AuthorizationServerInvalid,
    HttpClient.HttpClient | Socket.WebSocketConstructor
  > => Layer.effect(CloudAccountLink, make(options.server ?? cloudServer))
}

const make = Effect.fnUntraced(function* (server: string) {
  yield* Effect.fromResult(parseEndpointUrl(server, { domain: cloudDomain, endpoint: "accountLinkUrl" }))
  const scope = yield* Effect.scope
  const reached = Context.pick(HttpClient.HttpClient, Socket.WebSocketConstructor)
  const context = reached(yield* Effect.context<HttpClient.HttpClient | Socket.WebSocketConstructor>())
  const listed = yield* Cache.makeWith(() => Effect.provide(list(server), context), {
    capacity: 1,
    timeToLive: (exit) => (Exit.isSuccess(exit) ? "1 hour" : 0)
  })

  const authorize = Effect.fn("CloudAccountLink.authorize")((service: string) =>
    openCloudAuthorization(`${server.replace(/^http/i, "ws")}/v1`, service).pipe(
      Effect.provideService(Scope.Scope, scope),
      Effect.provide(context)
    )
  )

  const refresh = Effect.fn("CloudAccountLink.refresh")(function* (
    service: string,
    refreshToken: Redacted.Redacted
  ) {
    const url = `${server}/refresh_token/${encodeURIComponent(service)}`
    const request = jsonPost({
      url,
      headers: { accept: "application/json" },
      parameters: { refresh_token: refreshToken }
    })
    const response = yield* sendOnce(request).pipe(
      Effect.mapError((failure) => tokenRequestFailed(refreshing, failure)),
      Effect.provide(context)
    )
    return withService(yield* Effect.fromResult(processTokenResponse(refreshing, response)), service)
  })

  return CloudAccountLink.of({ server, services: Cache.get(listed, "services"), authorize, refresh })
})

const list = Effect.fnUntraced(function* (server: string) {
  const request = {
    method: "GET",
    url: `${server}/services`,
    headers: { accept: "application/json" }
  } as const
  const response = yield* Effect.mapError(sendOnce(request), () => cloudUnavailable)
  if (response.status !== 200) return yield* cloudUnavailable
  return yield* Effect.mapError(Effect.fromOption(decodeCloudServices(response.body)), () => cloudUnavailable)
})

const refreshing = { domain: cloudDomain, operation: "refresh" } as const
