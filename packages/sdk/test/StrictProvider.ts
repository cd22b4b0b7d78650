/** An instance whose integration `acme` is linked at the strict mock provider. */
import { assert } from "@effect/vitest"
import { deviceCodeGrant, fetch, layerHttpClient, MockProvider } from "@application-credentials/mock-provider"
import type { MockProviderOptions } from "@application-credentials/mock-provider"
import { Effect, Layer, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import {
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  layerMemory,
  LinkingFlow,
  localImplementation
} from "../src/index.ts"
import type { LocalImplementationOptions, ModuleServices, OAuth2Implementation } from "../src/index.ts"

export const credential = new ClientCredential({
  clientId: "acme client",
  clientSecret: Redacted.make("CLIENT+SECRET")
})

/** The provider, what it says of itself, and how modules reach it. */
export interface StrictProvider {
  readonly provider: MockProvider
  readonly server: AuthorizationServer
  readonly services: Layer.Layer<ModuleServices>
  readonly implementation: (options?: Partial<LocalImplementationOptions>) => OAuth2Implementation
}

/** Makes the provider, all that it says of itself, and the services by which modules reach it and nothing else. */
export const makeStrictProvider = (options: Partial<MockProviderOptions> = {}): StrictProvider => {
  const provider = MockProvider.make({
    issuer: "https://provider.test",
    clients: [
      {
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        authentication: "client_secret_post",
        redirectUris: ["https://home.test/auth/external/callback"],
        grantTypes: ["authorization_code", "refresh_token", deviceCodeGrant]
      }
    ],
    ...options
  })
  const { authorize, deviceAuthorization, revoke, token } = provider.endpoints
  const server = new AuthorizationServer({
    authorizeUrl: authorize,
    tokenUrl: token,
    issuer: provider.issuer,
    codeChallengeMethodsSupported: ["S256"],
    authorizationResponseIssParameterSupported: true,
    ...(revoke === undefined ? {} : { revocationUrl: revoke }),
    ...(deviceAuthorization === undefined ? {} : { deviceAuthorizationUrl: deviceAuthorization })
  })
  const services: Layer.Layer<ModuleServices> = Layer.mergeAll(
    layerHttpClient(provider),
    SecureRandom.layerWebCrypto,
    Digest.layerWebCrypto
  )
  const implementation = (options: Partial<LocalImplementationOptions> = {}) =>
    localImplementation({ domain: "acme_id", credential, server, ...options })
  return { provider, server, services, implementation }
}

/** Makes the layer of an instance with a credential for the provider. */
export const layerInstance = (
  { server, services }: StrictProvider,
  options: Partial<LocalImplementationOptions> = {}
) => {
  const module = defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(localImplementation({ domain, credential, server, ...options }))
  })
  const instance = layerMemory({
    integrations: [{ domain: "acme", module }],
    host: { externalUrl: "https://home.test" }
  })
  const credentials = Layer.effectDiscard(
    CredentialStore.use((store) => store.create({ domain: "acme", credential }))
  )
  return credentials.pipe(Layer.provideMerge(instance), Layer.provideMerge(services))
}

/** Links an account from start to end, as a user who agrees. */
export const link = ({ provider }: StrictProvider) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const started = yield* flow.start({ domain: "acme" })
    if (started.type !== "external")
      return assert.fail(`not sent to the provider: ${JSON.stringify(started)}`)
    const answer = yield* Effect.promise(() => fetch(provider)(started.url, { redirect: "manual" }))
    const { searchParams } = new URL(answer.headers.get("location") ?? "")
    const result = yield* flow.callback(searchParams)
    if (result.type !== "create_entry") return assert.fail(`no account was made: ${JSON.stringify(result)}`)
    return result.account
  })
