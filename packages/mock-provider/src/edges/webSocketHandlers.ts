/** Handlers of msw for WebSockets. */
import type { WebSocketHandler } from "msw/ws"
import { ws } from "msw/ws"
import type { AccountLinkServer } from "../account-link/AccountLinkServer.ts"

/**
 * Makes the msw handlers of an account-link server's WebSocket, beside which `handlers` serves its URLs.
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
