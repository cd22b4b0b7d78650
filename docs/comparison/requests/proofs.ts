/** Wrong proofs of the keys that tokens are bound to. */
import { createHash } from "node:crypto"
import { calculateJwkThumbprint } from "jose"
import type { PublicKey } from "../../../bench/peers/clients.ts"
import { anotherKey, keyOfMachine, publicApp } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import { encode, makeExchange } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"
import type { Claims } from "./signing.ts"
import { seconds, sign } from "./signing.ts"

const invalidProof = { errors: ["invalid_dpop_proof"], told: ["response"] } as const

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

export const proofRequests: ReadonlyArray<WrongRequest> = [
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
    request: "Proof that is no JWT",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: async (server) => answerOf(await exchangeWith(server, "made-up"))
  },
  {
    request: "Proof of another type than `dpop+jwt`",
    rule: "RFC 9449, 4.3",
    ...invalidProof,
    send: async (server) => {
      const claims = { htm: "POST", htu: server.urlOf("token"), iat: seconds() }
      return answerOf(
        await exchangeWith(server, await sign(claims, keyOfMachine, { typ: "JWT", jwk: keyOfMachine.jwk }))
      )
    }
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
  },
  {
    request: "`dpop_jkt` that is no thumbprint",
    rule: "RFC 9449, 10",
    errors: ["invalid_request"],
    told: ["client"],
    send: ({ authorize }) => authorize(publicApp, { dpop_jkt: "made-up" })
  },
  {
    request: "Code that is bound to a key, with a proof of another key",
    rule: "RFC 9449, 10",
    errors: ["invalid_grant", "invalid_dpop_proof"],
    told: ["response"],
    send: async (server) => {
      const { jwk } = keyOfMachine
      const code = await server.codeFor(publicApp, { dpop_jkt: await calculateJwkThumbprint(jwk) })
      const exchange = { ...makeExchange(code), client_id: publicApp.clientId }
      const dpop = await proof(server.urlOf("token"), {}, anotherKey.jwk, anotherKey)
      return answerOf(await server.post("token", encode(exchange), { dpop }))
    }
  },
  {
    request: "Code that is bound to a key, without a proof",
    rule: "RFC 9449, 10",
    errors: ["invalid_grant", "invalid_dpop_proof", "invalid_request"],
    told: ["response"],
    send: async (server) => {
      const dpop_jkt = await calculateJwkThumbprint(keyOfMachine.jwk)
      return server.exchange(publicApp, await server.codeFor(publicApp, { dpop_jkt }))
    }
  }
]
