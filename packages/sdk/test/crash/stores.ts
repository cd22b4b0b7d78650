/** The stores of an instance with one integration, over the files of a folder. */
import { NodeServices } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"
import { SecureRandom } from "effect/crypto"
import {
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  decodeStoredToken,
  defineApplicationCredentials,
  Integrations,
  LinkedAccounts,
  Storage,
  StorageEncryption,
  StoredCredential
} from "../../src/index.ts"
import { layerFileStorage } from "../../src/layers/file/index.ts"

const module = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "", tokenUrl: "" }))
})

/** The stores over a folder. */
export const layerStores = (folder: string) =>
  Layer.merge(CredentialStore.layer, LinkedAccounts.layer).pipe(
    Layer.provide(Integrations.layerMemory([{ domain: "acme", module }])),
    Layer.provideMerge(layerFileStorage({ folder })),
    Layer.provide([SecureRandom.layerWebCrypto, NodeServices.layer, StorageEncryption.layerPlain])
  )

const credential = (clientId: string) =>
  new ClientCredential({ clientId, clientSecret: Redacted.make("CLIENTSECRET") })

/** Creates a credential, whose id is `acme_` and the client id. */
export const create = (clientId: string) =>
  CredentialStore.use((store) => store.create({ domain: "acme", credential: credential(clientId) }))

/** A token with a refresh token. */
export const tokenOf = (refreshToken: string) =>
  decodeStoredToken({
    access_token: "ACCESSTOKEN",
    refresh_token: refreshToken,
    expires_in: 3600,
    expires_at: 3600
  })

/** Stores so many credentials at once that writing them takes a while. */
export const storeMany = Storage.use(({ atomically, credentials }) => {
  const many = Array.from(
    { length: 2_000 },
    (_, count) =>
      new StoredCredential({ id: `acme_${count}`, domain: "acme", credential: credential(`${count}`) })
  )
  return credentials.put(many).pipe(atomically(...many.map(({ id }) => `application_credentials/${id}`)))
})

/** Links the one account. */
export const link = Effect.gen(function* () {
  const token = yield* tokenOf("REFRESHTOKEN")
  const accounts = yield* LinkedAccounts
  return yield* accounts.create({ domain: "acme", title: "Acme", authImplementation: "cloud", token })
})
