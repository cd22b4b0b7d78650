/** A cloud that links accounts, on a port. */
import { AccountLinkServer, fetch } from "@application-credentials/mock-provider"
import { NodeWS } from "@effect/platform-node"
import { once } from "node:events"
import { createServer } from "node:http"
import { onTestFinished } from "vitest"

/** Starts a cloud's account-link server, which links accounts of acme, and gives its URL. */
export const startCloud = async (): Promise<string> => {
  const server = createServer()
  await once(server.listen(0, "127.0.0.1"), "listening")
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`
  const cloud = AccountLinkServer.make({ origin, services: [{ service: "acme", minVersion: "2023.1.0" }] })
  const fetchAtCloud = fetch(cloud)
  const sockets = new NodeWS.WebSocketServer({ server })
  sockets.on("connection", (socket) => {
    const connection = cloud.connect({
      receive: (text) => socket.send(text),
      close: () => socket.close()
    })
    socket.on("message", (data) => connection.send(String(data)))
    socket.on("close", () => connection.close())
  })
  server.on("request", async (request, response) => {
    const answer = await fetchAtCloud(new URL(request.url ?? "/", origin), { redirect: "manual" })
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text())
  })
  onTestFinished(() => {
    sockets.close()
    server.close().closeAllConnections()
  })
  return origin
}
