import { layerModuleServices } from "@application-credentials/sdk"
import { AccessTokens, layerRoutes, layerServe } from "@application-credentials/sdk/http"
import { NodeHttpServer, NodeServices } from "@effect/platform-node"
import { Layer } from "effect"
import { createServer } from "node:http"
import { instance } from "./example.ts"

// A client that is gone without a word is found out by TCP, which asks it for a sign of life.
const makeServer = () => createServer({ keepAlive: true, keepAliveInitialDelay: 55_000 })

// Run it with `NodeRuntime.runMain(Layer.launch(serve(8123)))`. It listens once the instance is ready.
export const serve = (port: number) =>
  layerServe(
    layerRoutes(),
    NodeHttpServer.layer(makeServer, { port, websocket: { maxPayload: 4 * 1024 * 1024 } })
  ).pipe(
    Layer.provide([AccessTokens.layerConfig, instance]),
    Layer.provide([layerModuleServices, NodeServices.layer])
  )
