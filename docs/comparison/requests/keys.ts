/** Wrong assertions of clients, and wrong proofs of the keys that tokens are bound to. */
import { createHash } from "node:crypto"
import { SignJWT } from "jose"
import type { PublicKey } from "../../../bench/peers/clients.ts"
import { anotherKey, keyMachine, keyOfMachine, publicApp } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import { encode, makeExchange } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

type Claims = Readonly<Record<string, unknown>>
type Key = typeof keyOfMachine

const invalidClient = { errors: ["invalid_client"], told: ["response"] } as const
const invalidProof = { errors: ["invalid_dpop_proof"], told: ["response"] } as const

const sign = (claims: Claims, key: Key, header: Claims = {}): Promise<string> =>
  new SignJWT({ jti: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: "ES256", ...header })
    .sign(key.privateKey)

const seconds = (): number => Math.floor(Date.now() / 1000)

const assertion = ({ issuer }: Server, changes: Claims = {}, key = keyOfMachine): Promise<string> => {
  const { clientId } = keyMachine
  return sign(
    { iss: clientId, sub: clientId, aud: issuer, iat: seconds(), exp: seconds() + 60, ...changes },
    key
  )
}

const present = async ({ post }: Server, client_assertion: string, type = assertionType): Promise<Answer> =>
  answerOf(
    await post(
      "token",
      encode({ grant_type: "client_credentials", client_assertion, client_assertion_type: type })
    )
  )

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

/** A request for a token by an assertion that is right but for the claims given. */
const asserting =
  (changes: () => Claims, key = keyOfMachine) =>
  async (server: Server) =>
    present(server, await assertion(server, changes(), key))

const proof = (url: string, changes: Claims = {}, jwk: PublicKey = keyOfMachine.jwk, key = keyOfMachine) =>
  sign({ htm: "POST", htu: url, iat: seconds(), ...changes }, key, { typ: "dpop+jwt", jwk })

/** An exchange of a code with a proof. */
const exchangeWith = async ({ codeFor, post }: Server, dpop: string): Promise<Response> => {
  const exchange = { ...makeExchange(await codeFor(publicApp)), client_id: publicApp.clientId }
  return post("token", encode(exchange), { dpop })
}

const proving =
  (changes: () => Claims, jwk?: PublicKey) =>
  async (server: Server): Promise<Answer> =>
    answerOf(await exchangeWith(server, await proof(server.urlOf("token"), changes(), jwk)))

/** Uses a token that is bound to the key, or would be. */
const using =
  (headersOf: (token: string, url: string) => Promise<Parameters>) =>
  async (server: Server): Promise<Answer> => {
    const response = await exchangeWith(server, await proof(server.urlOf("token")))
    const { access_token: token } = await response.json()
    const url = server.urlOf("userinfo")
    const entries = Object.entries(await headersOf(`${token}`, url)).map(([name, value = ""]) => [
      name,
      value
    ])
    return answerOf(await fetch(url, { headers: Object.fromEntries(entries) }))
  }

const hashOf = (token: string): string => createHash("sha256").update(token).digest("base64url")

export const keyRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Client assertion that another key has signed",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({}), anotherKey)
  },
  {
    request: "Client assertion that has expired",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({ exp: seconds() - 60, iat: seconds() - 120 }))
  },
  {
    request: "Client assertion without `exp`",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({ exp: undefined }))
  },
  {
    request: "Client assertion for another audience",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({ aud: "https://another.example" }))
  },
  {
    request: "Client assertion that another issues",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({ iss: "another" }))
  },
  {
    request: "Client assertion without `jti`",
    rule: "OpenID Connect Core 1.0, 9",
    ...invalidClient,
    send: asserting(() => ({ jti: undefined }))
  },
  {
    request: "Client assertion that was used before",
    rule: "OpenID Connect Core 1.0, 9",
    ...invalidClient,
    send: async (server) => {
      const once = await assertion(server)
      await present(server, once)
      return present(server, once)
    }
  },
  {
    request: "`client_assertion_type` of SAML with a JWT",
    rule: "RFC 7523, 2.2",
    errors: ["invalid_client", "invalid_request"],
    told: ["response"],
    send: async (server) => {
      const saml = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer"
      return present(server, await assertion(server), saml)
    }
  },
  {
    request: "Proof for another method",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: proving(() => ({ htm: "GET" }))
  },
  {
    request: "Proof for another URL",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: proving(() => ({ htu: "https://another.example/token" }))
  },
  {
    request: "Proof that is an hour old",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: proving(() => ({ iat: seconds() - 3600 }))
  },
  {
    request: "Proof without `jti`",
    rule: "RFC 9449, 4.2",
    ...invalidProof,
    send: proving(() => ({ jti: undefined }))
  },
  {
    request: "Proof that another key has signed",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: proving(() => ({}), anotherKey.jwk)
  },
  {
    request: "Proof that was used before",
    rule: "RFC 9449, 11.1",
    errors: ["invalid_dpop_proof", "invalid_grant"],
    told: ["response"],
    send: async (server) => {
      const once = await proof(server.urlOf("token"))
      await exchangeWith(server, once)
      return answerOf(await exchangeWith(server, once))
    }
  },
  {
    request: "Token that is bound to a key, sent as Bearer",
    rule: "RFC 9449, 7.2",
    errors: ["invalid_token"],
    told: ["response"],
    send: using(async (token) => ({ authorization: `Bearer ${token}` }))
  },
  {
    request: "Token that is bound to a key, without a proof",
    rule: "RFC 9449, 7.1",
    errors: ["invalid_dpop_proof", "invalid_token", "invalid_request"],
    told: ["response"],
    send: using(async (token) => ({ authorization: `DPoP ${token}` }))
  },
  {
    request: "Token that is bound to a key, with a proof of another key",
    rule: "RFC 9449, 7.1",
    errors: ["invalid_dpop_proof", "invalid_token"],
    told: ["response"],
    send: using(async (token, url) => ({
      authorization: `DPoP ${token}`,
      dpop: await proof(url, { htm: "GET", ath: hashOf(token) }, anotherKey.jwk, anotherKey)
    }))
  },
  {
    request: "Token that is bound to a key, with a proof for another token",
    rule: "RFC 9449, 4.3",
    errors: ["invalid_dpop_proof", "invalid_token"],
    told: ["response"],
    send: using(async (token, url) => ({
      authorization: `DPoP ${token}`,
      dpop: await proof(url, { htm: "GET", ath: hashOf("another") })
    }))
  },
  {
    request: "Refresh token of a public client, with a proof of another key",
    rule: "RFC 9449, 5",
    errors: ["invalid_grant", "invalid_dpop_proof"],
    told: ["response"],
    send: async (server) => {
      const response = await exchangeWith(server, await proof(server.urlOf("token")))
      const { refresh_token } = await response.json()
      const refresh = { grant_type: "refresh_token", refresh_token: `${refresh_token}` }
      const dpop = await proof(server.urlOf("token"), {}, anotherKey.jwk, anotherKey)
      return answerOf(
        await server.post("token", encode({ ...refresh, client_id: publicApp.clientId }), { dpop })
      )
    }
  }
]
