import { createHost } from "@application-credentials/sdk/promise"
import { randomBytes } from "node:crypto"
import { createServer } from "node:http"

// Whoever has this token may do everything. A host with users of its own looks theirs up here.
const token = process.env["ACCESS_TOKEN"] ?? randomBytes(32).toString("base64url")

export const start = async (port: number, server = "https://accounts.acme.test") => {
  const host = await createHost({
    folder: process.env["FOLDER"],
    verify: (given) => (given === token ? { id: "me", isAdmin: true } : undefined),
    integrations: [
      {
        domain: "acme",
        server, // the issuer: endpoints, PKCE and client authentication are discovered
        client: { scopes: ["openid", "profile"] },
        identify: async (accessToken) => {
          const headers = { authorization: `Bearer ${accessToken}` }
          const { name, sub } = await (await fetch(`${server}/userinfo`, { headers })).json()
          return { uniqueId: sub, title: name }
        }
      }
    ]
  })

  const http = createServer((request, response) =>
    host.handler(request, response, () => response.writeHead(404).end())
  )
  http.on("upgrade", host.upgrade)
  http.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/panel/#token=${token}`))

  const stop = async () => {
    http.close()
    await host.close()
  }
  return { host, http, stop }
}
