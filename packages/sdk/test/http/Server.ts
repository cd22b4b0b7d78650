/** A whole instance behind a real port, and the ways in. */
import { NodeHttpServer } from "@effect/platform-node"
import { Effect, Layer } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { createConnection, createLongLivedTokenAuth } from "home-assistant-js-websocket"
import type { Connection, MessageBase } from "home-assistant-js-websocket"
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import { AccessTokens, layerCallback, layerConfigEntries, layerWebSocket } from "../../src/http/index.ts"
import type { CallbackOptions, WebSocketOptions } from "../../src/http/index.ts"
import type { CredentialStore, Host, Integration } from "../../src/index.ts"
import { makeInstance } from "../flows/Instance.ts"
import type { Answer } from "../Provider.ts"

/** The access tokens that the server takes. */
export const adminToken = "token-of-an-administrator"
export const userToken = "token-of-a-user"

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex")

const accessTokens = AccessTokens.layerHashes([
  { user: "paulus", isAdmin: true, sha256: sha256(adminToken) },
  { user: "guest", isAdmin: false, sha256: sha256(userToken) }
])

/** Makes the layer of a server on a port of its own. */
export const layerServer = (
  options: CallbackOptions &
    WebSocketOptions & {
      readonly answer?: Answer
      readonly integration?: Partial<Integration>
      readonly host?: Partial<Host>
      readonly accessTokens?: Layer.Layer<AccessTokens>
      /** Stands in for the store that the routes see. */
      readonly credentialStore?: Layer.Layer<CredentialStore, never, CredentialStore>
    } = {}
) =>
  HttpRouter.serve(Layer.mergeAll(layerCallback(options), layerConfigEntries(), layerWebSocket(options)), {
    disableLogger: true,
    disableListenLog: true
  }).pipe(
    Layer.provide(options.credentialStore ?? Layer.empty),
    Layer.provideMerge(options.accessTokens ?? accessTokens),
    Layer.provideMerge(makeInstance({ credentials: [], ...options }).layer),
    Layer.provideMerge(
      NodeHttpServer.layerServer(makeServer, {
        port: 0,
        host: "127.0.0.1",
        disablePreemptiveShutdown: true
      })
    )
  )

/**
 * Node closes a connection on which nothing came for six seconds. On a busy machine that is when the next request is on its
 * way, and `fetch` fails with a reset connection: tests keep their connections.
 */
const makeServer = () => createServer({ keepAliveTimeout: 0 })

/** The address of the server, as browsers know it. */
export const baseUrl = Effect.map(HttpServer.HttpServer, ({ address }) => HttpServer.formatAddress(address))

/** Comes in as Home Assistant's own clients do. */
export const connect = (token: string) =>
  Effect.acquireRelease(
    Effect.flatMap(baseUrl, (url) =>
      Effect.tryPromise(() => createConnection({ auth: createLongLivedTokenAuth(url, token) }))
    ),
    (connection) => Effect.sync(() => connection.close())
  )

/** The error that a command is answered with. */
export const failing = (client: Connection, message: MessageBase) =>
  Effect.promise(() =>
    client.sendMessagePromise(message).then(
      () => undefined,
      (error: unknown) => error
    )
  )
