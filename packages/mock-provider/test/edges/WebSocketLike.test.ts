import { Effect, type Layer } from "effect"
import { Socket } from "effect/socket"
import { getResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import {
  AccountLinkServer,
  fetch,
  handlers,
  layerWebSocketConstructor,
  webSocketHandlers
} from "../../src/index.ts"
import { services } from "../account-link/LinkHarness.ts"

const intercepting = setupServer()
beforeAll(() => intercepting.listen({ onUnhandledFrame: "error" }))
beforeEach(() => intercepting.resetHandlers())
afterAll(() => intercepting.close())

type Connect = (server: AccountLinkServer) => Layer.Layer<Socket.WebSocketConstructor>

const ways: ReadonlyArray<[string, Connect]> = [
  ["the layer", layerWebSocketConstructor],
  [
    "msw and the platform's WebSocket",
    (server) => {
      intercepting.use(...webSocketHandlers(server))
      return Socket.layerWebSocketConstructorGlobal
    }
  ]
]

describe.each(ways)("a WebSocket over %s", (_, connect) => {
  const converse = (server: AccountLinkServer, first: string, visit: (url: string) => Promise<unknown>) =>
    Effect.gen(function* () {
      const socket = yield* Socket.makeWebSocket(server.socketUrl)
      const pull = yield* Socket.readerString(socket)
      const { write } = yield* socket.writer
      yield* write(first)
      const heard: Array<string> = []
      const listen = Effect.gen(function* () {
        for (const text of yield* pull) {
          heard.push(text)
          const { authorize_url } = JSON.parse(text)
          if (authorize_url !== undefined) yield* Effect.promise(() => visit(authorize_url))
        }
      })
      const ended = yield* Effect.flip(Effect.forever(listen))
      return { heard: heard.map((text) => Object.keys(JSON.parse(text))), ended: ended.reason._tag }
    }).pipe(Effect.scoped, Effect.provide(connect(server)), Effect.runPromise)

  it("brings the URL, then the tokens, and closes", async () => {
    const server = AccountLinkServer.make({ services })
    const { ended, heard } = await converse(server, '{"service":"acme"}', (url) => fetch(server)(url))
    expect(heard).toEqual([["authorize_url"], ["tokens"]])
    expect(ended).toBe("SocketCloseError")
    expect(server.journal.map(({ _tag }) => _tag)).toEqual([
      "Opened",
      "Received",
      "Sent",
      "Request",
      "Sent",
      "Closed"
    ])
  })

  it("brings an error, and closes", async () => {
    const server = AccountLinkServer.make({ services })
    const { ended, heard } = await converse(server, "{", () => Promise.resolve())
    expect([heard, ended]).toEqual([[["error"]], "SocketCloseError"])
  })

  it("tells the server when the client goes away", async () => {
    const server = AccountLinkServer.make({ services })
    const leave = Effect.gen(function* () {
      const socket = yield* Socket.makeWebSocket(server.socketUrl)
      const pull = yield* Socket.readerString(socket)
      yield* (yield* socket.writer).write('{"service":"acme"}')
      yield* pull
    })
    await Effect.runPromise(Effect.provide(Effect.scoped(leave), connect(server)))
    await expect.poll(() => server.journal.at(-1)?._tag).toBe("Closed")
  })
})

it("fails to open a WebSocket to anybody else", async () => {
  const program = Effect.gen(function* () {
    const socket = yield* Socket.makeWebSocket("wss://elsewhere.test/v1")
    return yield* Effect.flip(Socket.readerString(socket))
  })
  const layer = layerWebSocketConstructor(AccountLinkServer.make())
  const error = await Effect.runPromise(Effect.provide(Effect.scoped(program), layer))
  expect(["SocketOpenError", "SocketReadError"]).toContain(error.reason._tag)
})

it("serves the other URLs by the handlers that serve a provider", async () => {
  const server = AccountLinkServer.make({ services })
  const response = await getResponse(handlers(server), new Request(`${server.origin}/services`))
  expect(await response?.json()).toHaveLength(2)
})
