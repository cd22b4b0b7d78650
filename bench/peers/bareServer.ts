/** The limit: a bare HTTP server that answers each token request with the same token, or signs one, and checks nothing. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { redirectUri } from "./clients.ts"
import type { Peer } from "./Peer.ts"

type MakeToken = () => string | Promise<string>

const starting =
  (prepare: () => Promise<MakeToken>): Peer["start"] =>
  async () => {
    const makeToken = await prepare()
    const server = createServer((request, response) => void answer(request, response, makeToken))
    server.listen(0, "127.0.0.1")
    await once(server, "listening")
    const address = server.address()
    if (typeof address !== "object" || address === null) throw new Error("The bare server has no port")
    return {
      issuer: `http://127.0.0.1:${address.port}`,
      [Symbol.asyncDispose]: async () => {
        server.closeAllConnections()
        server.close()
      }
    }
  }

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  makeToken: MakeToken
): Promise<void> => {
  const { headers, url = "" } = request
  if (url === "/token") {
    // Whoever answers a form has to read it first.
    let size = 0
    for await (const chunk of request) size += chunk.length
    const token = size === 0 ? "" : await makeToken()
    return send(response, { access_token: token, token_type: "Bearer", expires_in: 3600, scope: "read" })
  }
  if (url.startsWith("/authorize")) {
    return void response.writeHead(302, { location: `${redirectUri}?code=the-code` }).end()
  }
  const issuer = `http://${headers.host}`
  send(response, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` })
}

const send = (response: ServerResponse, members: object): void => {
  const body = JSON.stringify(members)
  const headers = { "content-type": "application/json", "content-length": `${Buffer.byteLength(body)}` }
  response.writeHead(200, headers).end(body)
}

export const bareServer: Peer = {
  name: "bare http",
  configuration: [],
  start: starting(async () => () => "the-same-token-each-time")
}

/** The same, with a token of the claims, the algorithm and the key size of the provider's own. */
export const bareSigner: Peer = {
  ...bareServer,
  start: starting(async () => {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
    const { privateKey } = await crypto.subtle.generateKey(
      { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
      false,
      ["sign"]
    )
    const fixedClaims = {
      aud: "http://127.0.0.1:65535/resource",
      iss: "http://127.0.0.1:65535",
      sub: "machine",
      client_id: "machine"
    }
    const header = encode({ alg: "RS256", typ: "at+jwt", kid: "the-key" })
    return async () => {
      const iat = Math.floor(Date.now() / 1000)
      const claims = { ...fixedClaims, iat, exp: iat + 3600, jti: crypto.randomUUID(), scope: "read" }
      const signed = `${header}.${encode(claims)}`
      const signature = await crypto.subtle.sign(algorithm, privateKey, Buffer.from(signed))
      return `${signed}.${Buffer.from(signature).toString("base64url")}`
    }
  })
}

const encode = (members: object): string => Buffer.from(JSON.stringify(members)).toString("base64url")
