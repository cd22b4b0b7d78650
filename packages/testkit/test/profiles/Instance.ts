/** A host whose one integration links accounts at a mock of a profile's provider, with the SDK made of the same profile. */
import { layerHttpClient, type MockProvider } from "@application-credentials/mock-provider"
import { clientSettingsFromProfile, type Profile } from "@application-credentials/mock-provider/profiles"
import {
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  implementationFromProfile,
  layerMemory
} from "@application-credentials/sdk"
import { Effect, Layer, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"

export const domain = "acme"

/** The client that is registered with the provider and entered into the host. */
export const credential = new ClientCredential({
  clientId: "client-of-the-tests",
  clientSecret: Redacted.make("secret-of-the-tests")
})

export const redirectUri = "https://home.test/auth/external/callback"

/** The module of the integration. */
const moduleFor = (profile: Profile) =>
  defineApplicationCredentials({
    getAuthImplementation: (_host, authDomain, given) =>
      Effect.succeed(
        implementationFromProfile(clientSettingsFromProfile(profile), {
          domain: authDomain,
          credential: given,
          scopes: profile.scopes
        })
      )
  })

/** Makes the layer of the host, with its credential. */
export const layerInstance = (profile: Profile, provider: MockProvider) => {
  const services = Layer.mergeAll(
    layerHttpClient(provider),
    SecureRandom.layerWebCrypto,
    Digest.layerWebCrypto
  )
  const stored = Layer.effectDiscard(CredentialStore.use((store) => store.create({ domain, credential })))
  return stored.pipe(
    Layer.provideMerge(
      layerMemory({
        integrations: [{ domain, module: moduleFor(profile) }],
        host: { externalUrl: "https://home.test" }
      })
    ),
    Layer.provideMerge(services)
  )
}
