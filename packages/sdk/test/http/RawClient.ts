/** A WebSocket client that says whatever it is told to, and remembers all that it hears. */
import { Deferred, Effect, Queue } from "effect"
import { connect } from "node:net"
import { adminToken, baseUrl } from "./Server.ts"

/** What a client hears when the connection is closed. */
export const closed = "closed"

/** Opens a connection to a server and hears `auth_required`. */
export const openRawAt = Effect.fnUntraced(function* (server: string) {
  const url = server.replace("http", "ws") + "/api/websocket"
  const heard = yield* Queue.unbounded<unknown>()
  const closing = yield* Deferred.make<CloseEvent>()
  const socket = yield* Effect.acquireRelease(
    Effect.sync(() => new WebSocket(url)),
    (socket) => Effect.sync(() => socket.close())
  )
  socket.addEventListener("message", ({ data }) => Queue.offerUnsafe(heard, JSON.parse(data)))
  socket.addEventListener("close", (event) => {
    Queue.offerUnsafe(heard, closed)
    Deferred.doneUnsafe(closing, Effect.succeed(event))
  })
  yield* Effect.promise(() => new Promise((open) => socket.addEventListener("open", open)))
  const next = Queue.take(heard)
  const say = (data: string | Uint8Array<ArrayBuffer>) => Effect.sync(() => socket.send(data))
  const ask = (message: unknown) => Effect.andThen(say(JSON.stringify(message)), next)
  yield* next
  return { say, ask, next, closing: Deferred.await(closing) }
})

/** Opens a connection to the server that there is. */
export const openRaw = Effect.flatMap(baseUrl, openRawAt)

/** Opens a connection and comes in. */
export const openAuthenticated = (token: string = adminToken) =>
  Effect.tap(openRaw, ({ ask }) => ask({ type: "auth", access_token: token }))

/** What opens a WebSocket at a host. */
export const handshakeAt = (hostname: string): string =>
  [
    "GET /api/websocket HTTP/1.1",
    `Host: ${hostname}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    "\r\n"
  ].join("\r\n")

/** Comes in over a socket of TCP from which nothing is ever read, and which never says goodbye. */
export const openDeafAt = Effect.fnUntraced(function* (server: string) {
  const { hostname, port } = new URL(server)
  const socket = yield* Effect.acquireRelease(
    Effect.sync(() => connect(Number(port), hostname)),
    (socket) => Effect.sync(() => socket.destroy())
  )
  socket.on("error", () => undefined)
  socket.pause()
  const opened = new Promise<void>((resolve) => socket.once("connect", () => resolve()))
  socket.write(handshakeAt(hostname))
  socket.write(frame({ type: "auth", access_token: adminToken }))
  const sendAll = (count: number) => {
    for (let id = 1; id <= count; id++) socket.write(frame({ id, type: "application_credentials/list" }))
  }
  yield* Effect.promise(() => opened)
  // Reads all that has come and comes yet, to the end, and counts the bytes.
  const hear = Effect.promise(
    () =>
      new Promise<number>((resolve) => {
        let bytes = 0
        socket.on("data", (chunk) => (bytes += chunk.length))
        socket.once("close", () => resolve(bytes))
        socket.resume()
      })
  )
  return { hear, sendAll }
})

/** A message as a client's frame, of up to 125 bytes, with a mask of zeros. */
export const frame = (message: unknown): Buffer => {
  const text = Buffer.from(JSON.stringify(message))
  return Buffer.concat([Buffer.from([0x81, 0x80 + text.length, 0, 0, 0, 0]), text])
}
