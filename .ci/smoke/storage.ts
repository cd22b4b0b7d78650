/** Programs that keep a credential in files, and read it in another process. */

const layers = `
import { CredentialStore, ClientCredential, defineApplicationCredentials, layerModuleServices, StorageEncryption } from "@application-credentials/sdk"
import { layerFile } from "@application-credentials/sdk/file"
import { NodeServices } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"

const module = defineApplicationCredentials({ getAuthorizationServer: () => Effect.die("not asked") })
const instance = layerFile({ folder: ".storage", integrations: [{ domain: "acme", module }] }).pipe(
  Layer.provide([NodeServices.layer, StorageEncryption.layerPlain, layerModuleServices])
)
const run = (use) => Effect.runPromise(Effect.provide(CredentialStore.use(use), instance))
`

/** Creates a credential. */
export const create = `${layers}
const credential = new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") })
await run((store) => store.create({ domain: "acme", credential }))
`

/** Prints the ids of the credentials, and one as anyone would log it. */
export const list = `${layers}
const all = await run((store) => store.list)
console.log(all.map(({ id }) => id).join(), JSON.stringify(all))
`
