import { createHost } from "@application-credentials/sdk/promise"
import express from "express"

export const start = async (
  port: number,
  server: string,
  users: Map<string, { id: string; isAdmin: boolean }>
) => {
  const host = await createHost({
    verify: (accessToken) => users.get(accessToken),
    integrations: [{ domain: "acme", server, client: { scopes: ["openid", "profile"] } }]
  })

  const app = express()
  app.use(host.handler) // before any parser of bodies: it takes what is the host's, and leaves the rest
  app.get("/lamps/:account", async (request, response) => {
    const asAccount = host.sessions.fetch(request.params.account, [new URL(server).host])
    response.json(await (await asAccount(`${server}/userinfo`)).json())
  })

  const http = app.listen(port, "127.0.0.1")
  http.on("upgrade", host.upgrade)
  return { host, http }
}
