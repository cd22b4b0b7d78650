/** A WebSocket that talks to an account-link server without a network. */
import { Layer } from "effect"
import { Socket } from "effect/socket"
import type { AccountLinkConnection, AccountLinkServer } from "../account-link/AccountLinkServer.ts"

/**
 * Makes the layer of the constructor by which Effect opens WebSockets: those to a server are served by it, and all
 * others fail as if no such host existed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AccountLinkServer, layerWebSocketConstructor } from "@application-credentials/mock-provider"
 * import { Effect } from "effect"
 * import { Socket } from "effect/socket"
 *
 * const cloud = AccountLinkServer.make({ services: [{ service: "acme", minVersion: "2023.1.0" }] })
 * const program = Effect.gen(function* () {
 *   const socket = yield* Socket.makeWebSocket(cloud.socketUrl)
 *   yield* Socket.readerString(socket)
 * }).pipe(Effect.scoped, Effect.provide(layerWebSocketConstructor(cloud)))
 * await Effect.runPromise(program)
 * assert.equal(cloud.journal[0]?._tag, "Opened")
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerWebSocketConstructor = (
  server: AccountLinkServer
): Layer.Layer<Socket.WebSocketConstructor> =>
  Layer.succeed(Socket.WebSocketConstructor, (url) => new ServedWebSocket(server, url))

// Each event comes in a turn of its own, as from a network.
class ServedWebSocket extends EventTarget implements Socket.WebSocketLike {
  readyState = 0
  #connection: AccountLinkConnection | undefined

  constructor(server: AccountLinkServer, url: string) {
    super()
    queueMicrotask(() => {
      if (this.readyState !== 0) return
      if (url === server.socketUrl) this.#open(server)
      else this.#fail()
    })
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    this.#connection?.send(typeof data === "string" ? data : new TextDecoder().decode(data))
  }

  close(code = 1000, reason = ""): void {
    if (this.readyState >= 2) return
    this.#connection?.close()
    this.#end(code, reason)
  }

  #open(server: AccountLinkServer): void {
    this.readyState = 1
    this.#connection = server.connect({
      receive: (data) => queueMicrotask(() => this.#dispatch(new MessageEvent("message", { data }))),
      close: () => this.#end(1000, "")
    })
    this.dispatchEvent(new Event("open"))
  }

  #fail(): void {
    this.dispatchEvent(new Event("error"))
    this.#end(1006, "")
  }

  #dispatch(event: Event): void {
    if (this.readyState < 3) this.dispatchEvent(event)
  }

  #end(code: number, reason: string): void {
    this.readyState = 2
    queueMicrotask(() => {
      this.#dispatch(Object.assign(new Event("close"), { code, reason }))
      this.readyState = 3
    })
  }
}
