/** The simulated account-link server, and an instance that can link through it. */
import {
  AccountLinkServer,
  fetch,
  layerHttpClient,
  layerWebSocketConstructor
} from "@application-credentials/mock-provider"
import type { AccountLinkServerOptions } from "@application-credentials/mock-provider"
import { Effect, Layer, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import {
  CloudAccountLink,
  ClientCredential,
  CredentialStore,
  layerCloudImplementations,
  layerMemory
} from "../src/index.ts"
import type { Host } from "../src/index.ts"
import { acme } from "./flows/Instance.ts"

export const services = [{ service: "acme", minVersion: "2023.1.0" }]

/** Makes the server, the layer by which it is reached, and a user who visits the URLs that it tells. */
export const makeCloud = (options: AccountLinkServerOptions = {}) => {
  const server = AccountLinkServer.make({ services, ...options })
  const reached = Layer.mergeAll(
    layerHttpClient(server),
    layerWebSocketConstructor(server),
    SecureRandom.layerWebCrypto,
    Digest.layerWebCrypto
  )
  const cloud = CloudAccountLink.layer({ server: server.origin })
  return {
    server,
    layer: Layer.provideMerge(cloud, reached),
    visit: (url: string) => Effect.promise(() => fetch(server)(url))
  }
}

export type SimulatedCloud = ReturnType<typeof makeCloud>

/** Makes an instance with the cloud, and credentials of the user's own. */
export const layerInstance = (
  cloud: SimulatedCloud,
  options: { readonly host?: Partial<Host>; readonly credentials?: ReadonlyArray<string> } = {}
) => {
  const instance = layerMemory({
    integrations: [acme],
    host: { externalUrl: "https://home.test", ...options.host }
  })
  const credentials = Layer.effectDiscard(
    CredentialStore.use((store) =>
      Effect.forEach(options.credentials ?? [], (clientId) =>
        store.create({
          domain: "acme",
          credential: new ClientCredential({ clientId, clientSecret: Redacted.make("CLIENTSECRET") })
        })
      )
    )
  )
  return Layer.mergeAll(layerCloudImplementations, credentials).pipe(
    Layer.provideMerge(instance),
    Layer.provideMerge(cloud.layer)
  )
}
