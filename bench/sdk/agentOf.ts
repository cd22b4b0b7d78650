/** Node's HTTP client and server, with no network between them. */
import { Agent, createServer } from "node:http"
import { duplexPair } from "node:stream"
import { text } from "node:stream/consumers"

/** Makes an agent for Node's HTTP client whose requests a function answers. */
export const agentOf = (answer: typeof fetch): Agent => {
  const server = createServer(async (request, response) => {
    const { method = "GET", headers, url = "" } = request
    const init = {
      method,
      headers: { "content-type": headers["content-type"] ?? "" },
      body: await text(request)
    }
    const answered = await answer(`https://${headers.host}${url}`, init)
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text())
  })
  const agent = new Agent({ keepAlive: true })
  agent.createConnection = () => {
    const [client, other] = duplexPair()
    server.emit("connection", other)
    // What the agent asks of a connection before it uses it again.
    const same = () => client
    return Object.assign(client, { setKeepAlive: same, setTimeout: same, ref: same, unref: same })
  }
  return agent
}
