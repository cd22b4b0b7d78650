import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect } from "effect"
import { HttpServer } from "effect/http"
import { createConnection, createLongLivedTokenAuth } from "home-assistant-js-websocket"
import { sha256 } from "../http/Server.ts"
import { serve } from "./server.ts"

const accessTokens = JSON.stringify([{ user: "me", isAdmin: true, sha256: sha256("my-token") }])

describe("the guide's server", () => {
  it.effect("answers Home Assistant's own client", () =>
    Effect.gen(function* () {
      const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
      const auth = createLongLivedTokenAuth(url, "my-token")
      const client = yield* Effect.promise(() => createConnection({ auth }))
      const config = yield* Effect.promise(() =>
        client.sendMessagePromise({ type: "application_credentials/config" })
      )
      client.close()
      assert.deepStrictEqual(config, { domains: ["acme"], integrations: { acme: {} } })
    }).pipe(
      Effect.provide(serve(0)),
      Effect.provide(ConfigProvider.layer(ConfigProvider.fromUnknown({ ACCESS_TOKENS: accessTokens })))
    )
  )
})
