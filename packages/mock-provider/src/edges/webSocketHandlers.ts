/** Handlers of msw for WebSockets. */
import type { WebSocketHandler } from "msw/ws"
import { ws } from "msw/ws"
import type { AccountLinkServer } from "../account-link/AccountLinkServer.ts"

/**
 * Makes the msw handlers of an account-link server's WebSocket, beside which `handlers` serves its URLs.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AccountLinkServer, webSocketHandlers } from "@application-credentials/mock-provider"
 * import { setupServer } from "msw/node"
 *
 * const cloud = AccountLinkServer.make({ services: [{ service: "acme", minVersion: "2023.1.0" }] })
 * const network = setupServer(...webSocketHandlers(cloud))
 * network.listen()
 * const socket = new WebSocket(cloud.socketUrl)
 * await new Promise((resolve) => socket.addEventListener("open", resolve))
 * socket.close()
 * network.close()
 * assert.equal(cloud.journal[0]?._tag, "Opened")
 * ```
 *
 * @category edges
 * @since 0.1.0
 */
export const webSocketHandlers = (server: AccountLinkServer): Array<WebSocketHandler> => [
  ws.link(server.socketUrl).addEventListener("connection", ({ client }) => {
    const connection = server.connect({
      receive: (text) => client.send(text),
      // msw drops a message that is followed by the end in the same turn.
      close: () => queueMicrotask(() => client.close())
    })
    client.addEventListener("message", ({ data }) => {
      if (typeof data === "string") connection.send(data)
    })
    client.addEventListener("close", () => connection.close())
  })
]
