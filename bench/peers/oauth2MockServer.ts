/** oauth2-mock-server, by axa. */
import { OAuth2Server } from "oauth2-mock-server"
import type { Peer } from "./Peer.ts"

export const oauth2MockServer: Peer = {
  name: "oauth2-mock-server",
  package: "oauth2-mock-server",
  configuration: ["it has no options for clients, redirect URIs, scopes and PKCE"],
  start: async () => {
    const server = new OAuth2Server()
    await server.issuer.keys.generate("RS256")
    await server.start(0, "127.0.0.1")
    const { issuer } = server
    if (issuer.url === undefined) throw new Error("oauth2-mock-server has no URL")
    return { issuer: issuer.url, [Symbol.asyncDispose]: () => server.stop() }
  }
}
