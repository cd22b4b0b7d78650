/** Wrong assertions of clients. */
import { UnsecuredJWT } from "jose"
import { anotherKey, app, keyMachine, keyOfMachine, secretMachine } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf } from "../Answer.ts"
import type { Server } from "../Server.ts"
import { encode } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"
import type { Claims, Key } from "./signing.ts"
import { seconds, sign } from "./signing.ts"

const invalidClient = { errors: ["invalid_client"], told: ["response"] } as const

const claimsFor = ({ issuer }: Server, clientId = keyMachine.clientId): Claims => ({
  iss: clientId,
  sub: clientId,
  aud: issuer,
  iat: seconds(),
  exp: seconds() + 60
})

const assertion = (server: Server, changes: Claims = {}, key: Key = keyOfMachine): Promise<string> =>
  sign({ ...claimsFor(server), ...changes }, key)

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
  (changes: () => Claims, key: Key = keyOfMachine) =>
  async (server: Server) =>
    present(server, await assertion(server, changes(), key))

const secretOf = (text: string): Key => ({ privateKey: new TextEncoder().encode(text) })

/** The same by an assertion that a secret signs. */
const assertingBySecret = (changes: Claims, secret: string) => async (server: Server) => {
  const claims = { ...claimsFor(server, secretMachine.clientId), ...changes }
  return present(server, await sign(claims, secretOf(secret), { alg: "HS256" }))
}

export const clientAssertionRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Client assertion that is no JWT",
    rule: "RFC 7523, 3",
    errors: ["invalid_client", "invalid_request"],
    told: ["response"],
    send: (server) => present(server, "made-up")
  },
  {
    request: "Client assertion that is not signed (`alg: none`)",
    rule: "RFC 7523, 3",
    errors: ["invalid_client", "invalid_request"],
    told: ["response"],
    send: (server) => present(server, new UnsecuredJWT({ jti: "once", ...claimsFor(server) }).encode())
  },
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
    request: "Client assertion that is not good yet",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: asserting(() => ({ nbf: seconds() + 3600 }))
  },
  {
    request: "Client assertion of a client that has a secret and no key",
    rule: "RFC 6749, 2.3",
    ...invalidClient,
    send: asserting(() => ({ iss: app.clientId, sub: app.clientId }))
  },
  {
    request: "Client assertion that another secret has signed (`client_secret_jwt`)",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: assertingBySecret({}, "another-secret-that-is-long-enough-to-sign")
  },
  {
    request: "Client assertion by a secret, for another audience",
    rule: "RFC 7523, 3",
    ...invalidClient,
    send: assertingBySecret({ aud: "https://another.example" }, `${secretMachine.clientSecret}`)
  }
]
