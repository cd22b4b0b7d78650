import {
  CloudAccountLink,
  defineApplicationCredentials,
  discoverAuthorizationServer,
  layerCloudImplementations,
  layerMemory,
  LinkingFlow,
  removeAccount
} from "@application-credentials/sdk"
import { Effect, Layer } from "effect"

// A module that finds its server by the issuer, and with it all that the server offers.
const acme = defineApplicationCredentials({
  getAuthorizationServer: () => discoverAuthorizationServer("https://accounts.acme.test")
})

// A host that offers linking through the cloud first, and the user's own credentials beside it. What it needs is
// `layerModuleServices`, and a WebSocket: `Socket.layerWebSocketConstructorGlobal` of `effect/socket`.
export const cloudInstance = layerCloudImplementations.pipe(
  Layer.provide(CloudAccountLink.layer()),
  Layer.provideMerge(
    layerMemory({ integrations: [{ domain: "acme", module: acme }], host: { version: "2026.5.0" } })
  )
)

// Links an account without a callback: `show` tells the user where to go, or which code to enter, and the flow ends by
// itself. Then the account is removed again, and the provider revokes its token.
export const linkAndRemove = (show: (where: string, code?: string) => Effect.Effect<void>, device = false) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const started = yield* flow.start({ domain: "acme", device })
    if (started.type === "external") yield* show(started.url)
    if (started.type === "progress") yield* show(started.verificationUri, started.userCode)
    const finished = yield* flow.delivered(started.flowId)
    if (finished.type !== "create_entry") return finished
    return yield* removeAccount(finished.account.id)
  })
