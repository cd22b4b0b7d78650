import { layerModuleServices } from "@application-credentials/sdk"
import { AccessTokens, layerCallback, layerWebSocket } from "@application-credentials/sdk/http"
import { NodeHttpServer } from "@effect/platform-node"
import { Layer } from "effect"
import { HttpRouter } from "effect/http"
import { createServer } from "node:http"
import { instance } from "./example.ts"

// Run it with `NodeRuntime.runMain(Layer.launch(serve(8123)))`.
export const serve = (port: number) =>
  HttpRouter.serve(Layer.mergeAll(layerCallback(), layerWebSocket())).pipe(
    Layer.provide(AccessTokens.layerConfig),
    Layer.provide(instance),
    Layer.provide(layerModuleServices),
    Layer.provideMerge(
      NodeHttpServer.layer(createServer, { port, websocket: { maxPayload: 4 * 1024 * 1024 } })
    )
  )
