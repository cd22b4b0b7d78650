import { layerModuleServices } from "@application-credentials/sdk"
import { AccessTokens, layerCallback, layerWebSocket } from "@application-credentials/sdk/http"
import { NodeHttpServer } from "@effect/platform-node"
import { Layer } from "effect"
import { HttpRouter } from "effect/http"
import { createServer } from "node:http"
import { instance } from "./example.ts"

// A client that is gone without a word is found out by TCP, which asks it for a sign of life.
const makeServer = () => createServer({ keepAlive: true, keepAliveInitialDelay: 55_000 })

// Run it with `NodeRuntime.runMain(Layer.launch(serve(8123)))`.
export const serve = (port: number) =>
  HttpRouter.serve(Layer.mergeAll(layerCallback(), layerWebSocket())).pipe(
    Layer.provide(AccessTokens.layerConfig),
    Layer.provide(instance),
    Layer.provide(layerModuleServices),
    Layer.provideMerge(NodeHttpServer.layer(makeServer, { port, websocket: { maxPayload: 4 * 1024 * 1024 } }))
  )
