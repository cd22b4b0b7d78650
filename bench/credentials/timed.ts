/** What is timed: a store with so many credentials, and what is asked of it. */
import {
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  Integrations,
  Storage,
  StoredCredential
} from "@application-credentials/sdk"
import { Effect, Layer, Redacted } from "effect"

/** How many credentials an integration has. */
const ofEach = 10

const module = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "", tokenUrl: "" }))
})

const credential = (clientId: string) =>
  new ClientCredential({ clientId, clientSecret: Redacted.make("a secret of the usual length, or so") })

const domainOf = (count: number): string => `integration_${Math.floor(count / ofEach)}`
const idOf = (count: number): string => `${domainOf(count)}_client_${count}`

const fill = (size: number) =>
  Storage.use(({ atomically, credentials }) =>
    credentials
      .put(
        Array.from(
          { length: size },
          (_, count) =>
            new StoredCredential({
              id: idOf(count),
              domain: domainOf(count),
              credential: credential(`client.${count}`)
            })
        )
      )
      .pipe(atomically("application_credentials"))
  )

/** A store with so many credentials, over a layer of storage. */
export const layerFilled = (size: number, storage: Layer.Layer<Storage, unknown>) => {
  const integrations = Array.from({ length: size / ofEach }, (_, count) => ({
    domain: domainOf(count * ofEach),
    module
  }))
  return CredentialStore.layer.pipe(
    Layer.provide(Integrations.layerMemory(integrations)),
    Layer.provide(Layer.provideMerge(Layer.effectDiscard(fill(size)), storage)),
    Layer.fresh
  )
}

/** What is asked of a store: `times` in a row, each of which is for `each` credentials. */
export interface Operation {
  readonly name: string
  readonly times: number
  readonly each: (size: number) => number
  readonly run: (store: CredentialStore["Service"], any: number) => Effect.Effect<unknown, unknown>
}

const one = () => 1

/** The operations, of which `any` credential is asked for. */
export const operations: ReadonlyArray<Operation> = [
  { name: "get", times: 200, each: one, run: (store, any) => store.get(idOf(any)) },
  {
    name: "find",
    times: 200,
    each: one,
    run: (store, any) => store.find({ domain: domainOf(any), authDomain: idOf(any) })
  },
  { name: "forDomain", times: 200, each: () => ofEach, run: (store, any) => store.forDomain(domainOf(any)) },
  { name: "list", times: 1, each: (size) => size, run: (store) => store.list },
  {
    name: "create",
    times: 2,
    each: one,
    run: (store, any) =>
      store.create({ domain: domainOf(any), credential: credential(`another ${created++}`) })
  }
]

let created = 0
