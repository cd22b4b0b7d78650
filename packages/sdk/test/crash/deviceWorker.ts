/**
 * Begins a flow on another device and prints the user's code, or continues with one and prints how many accounts are linked
 * once there are any. Then it runs until it is killed.
 *
 * Arguments: the folder, the URL of the provider, and `begin` or `continue`.
 */
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Effect, Layer, Logger } from "effect"
import { writeSync } from "node:fs"
import {
  AuthorizationServer,
  CredentialStore,
  defineApplicationCredentials,
  layerModuleServices,
  LinkedAccounts,
  LinkingFlow,
  StorageEncryption
} from "../../src/index.ts"
import { layerFile } from "../../src/layers/file/index.ts"
import { credential } from "../StrictProvider.ts"

const [folder = "", provider = "", what = ""] = process.argv.slice(2)

const module = defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: `${provider}/authorize`,
        tokenUrl: `${provider}/token`,
        deviceAuthorizationUrl: `${provider}/device_authorization`
      })
    )
})

const instance = layerFile({ integrations: [{ domain: "acme", module }], folder }).pipe(
  Layer.provide([NodeServices.layer, StorageEncryption.layerPlain, layerModuleServices]),
  Layer.provideMerge(Logger.layer([]))
)

const print = (line: string) => Effect.sync(() => void writeSync(1, `${line}\n`))

const begin = Effect.gen(function* () {
  yield* CredentialStore.use((store) => store.create({ domain: "acme", credential }))
  const started = yield* LinkingFlow.use((flow) => flow.start({ domain: "acme", device: true }))
  yield* print(started.type === "progress" ? started.userCode : JSON.stringify(started))
})

const goOn = LinkedAccounts.use(({ list }) => list).pipe(
  Effect.tap(Effect.sleep("50 millis")),
  Effect.repeat({ until: (accounts) => accounts.length > 0 }),
  Effect.flatMap((accounts) => print(String(accounts.length)))
)

const run = Effect.gen(function* () {
  if (what === "begin") yield* begin
  else yield* goOn
  yield* Effect.never
})

NodeRuntime.runMain(Effect.provide(run, instance))
