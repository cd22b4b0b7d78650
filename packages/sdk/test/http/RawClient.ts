/** A WebSocket client that says whatever it is told to, and remembers all that it hears. */
import { Effect, Queue } from "effect"
import { adminToken, baseUrl } from "./Server.ts"

/** What a client hears when the connection is closed. */
export const closed = "closed"

/** Opens a connection and hears `auth_required`. */
export const openRaw = Effect.gen(function* () {
  const url = (yield* baseUrl).replace("http", "ws") + "/api/websocket"
  const heard = yield* Queue.unbounded<unknown>()
  const socket = yield* Effect.acquireRelease(
    Effect.sync(() => new WebSocket(url)),
    (socket) => Effect.sync(() => socket.close())
  )
  socket.addEventListener("message", ({ data }) => Queue.offerUnsafe(heard, JSON.parse(data)))
  socket.addEventListener("close", () => Queue.offerUnsafe(heard, closed))
  yield* Effect.promise(() => new Promise((open) => socket.addEventListener("open", open)))
  const next = Queue.take(heard)
  const say = (data: string | Uint8Array<ArrayBuffer>) => Effect.sync(() => socket.send(data))
  const ask = (message: unknown) => Effect.andThen(say(JSON.stringify(message)), next)
  yield* next
  return { say, ask, next }
})

/** Opens a connection and comes in. */
export const openAuthenticated = (token: string = adminToken) =>
  Effect.tap(openRaw, ({ ask }) => ask({ type: "auth", access_token: token }))
