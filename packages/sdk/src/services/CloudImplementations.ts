/** Linking through the cloud, as implementations. */
import { Effect, Layer, Redacted, Result } from "effect"
import { isVersionAtLeast } from "../domain/HostVersion.ts"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import { mergeRefreshed } from "../domain/Token.ts"
import type { Token } from "../domain/Token.ts"
import { cloudDomain } from "../protocol/CloudMessages.ts"
import { CloudAccountLink } from "./CloudAccountLink.ts"
import { CurrentHost } from "./CurrentHost.ts"
import { epochSeconds } from "./epochSeconds.ts"
import { Implementations } from "./Implementations.ts"
import { LinkedAccounts } from "./LinkedAccounts.ts"
import { noRefreshToken } from "./noRefreshToken.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * Layer that registers linking through the cloud as the preferred provider of implementations: users are offered it
 * first, beside their own credentials.
 *
 * It is offered for a service that the cloud lists, from the version of the host on that the list names; one that takes
 * no new authorizations only where an account of the integration was linked through the cloud. Where the cloud cannot
 * list its services there are none, but for such an account, for which it is unavailable and has to be asked again
 * later.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   AccountLinkServer,
 *   layerHttpClient,
 *   layerWebSocketConstructor
 * } from "@application-credentials/mock-provider"
 * import {
 *   CloudAccountLink,
 *   Implementations,
 *   layerCloudImplementations,
 *   layerMemory
 * } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 * import { Digest, SecureRandom } from "effect/crypto"
 *
 * const server = AccountLinkServer.make({ services: [{ service: "acme", minVersion: "2023.1.0" }] })
 * const instance = layerCloudImplementations.pipe(
 *   Layer.provide(CloudAccountLink.layer({ server: "https://account-link.test" })),
 *   Layer.provideMerge(layerMemory({ integrations: [{ domain: "acme" }] })),
 *   Layer.provideMerge(
 *     Layer.mergeAll(layerHttpClient(server), SecureRandom.layerWebCrypto, Digest.layerWebCrypto)
 *   ),
 *   Layer.provide(layerWebSocketConstructor(server))
 * )
 *
 * const offered = Implementations.use(({ forDomain }) => forDomain("acme"))
 * const implementations = await Effect.runPromise(Effect.provide(offered, instance))
 * assert.equal(implementations.get("cloud")?.name, "Home Assistant Cloud")
 * ```
 *
 * @see homeassistant/components/cloud/account_link.py, async_setup
 * @category layers
 * @since 0.1.0
 */
export const layerCloudImplementations: Layer.Layer<
  never,
  never,
  CloudAccountLink | CurrentHost | Implementations | LinkedAccounts
> = Layer.effectDiscard(
  Effect.gen(function* () {
    const cloud = yield* CloudAccountLink
    const host = yield* CurrentHost
    const accounts = yield* LinkedAccounts
    const { register } = yield* Implementations

    const isUsed = (domain: string) =>
      Effect.map(accounts.forDomain(domain), (linked) =>
        linked.some(({ authImplementation }) => authImplementation === cloudDomain)
      )

    const provide = Effect.fnUntraced(function* (domain: string) {
      const listed = yield* Effect.result(cloud.services)
      if (Result.isFailure(listed)) return (yield* isUsed(domain)) ? yield* unavailable(domain) : []
      const found = listed.success.find(
        ({ minVersion, service }) => service === domain && isVersionAtLeast(host.version, minVersion)
      )
      if (found === undefined) return []
      const isOffered = found.acceptsNewAuthorizations || (yield* isUsed(domain))
      return isOffered ? [cloudImplementation(cloud, domain)] : []
    })

    yield* register(cloudDomain, provide, { preferred: true })
  })
)

const cloudImplementation = (cloud: CloudAccountLink["Service"], service: string): OAuth2Implementation => ({
  domain: cloudDomain,
  name: "Home Assistant Cloud",
  redirectUri: cloud.server,
  authorize: () => cloud.authorize(service),
  exchange: () => Effect.die(new Error("The cloud delivers tokens: there is no code to exchange.")),
  refresh: (token) => refresh(cloud, service, token)
})

const refresh = Effect.fnUntraced(function* (
  cloud: CloudAccountLink["Service"],
  service: string,
  token: Token
) {
  const { refreshToken } = token
  if (refreshToken === undefined || Redacted.value(refreshToken) === "")
    return yield* noRefreshToken(cloudDomain)
  const response = yield* cloud.refresh(service, refreshToken)
  return mergeRefreshed(token, response, { receivedAt: yield* epochSeconds })
})

const unavailable = (domain: string): ImplementationUnavailable =>
  new ImplementationUnavailable({
    domain,
    message: `Home Assistant Cloud, through which an account of ${domain} was linked, cannot be reached. Try again later.`
  })
