/** Wrong exchanges of a token for another, and wrong assertions that are to give tokens. */
import {
  anotherKey,
  app,
  exchangeGrants,
  exchanger,
  machine,
  trustedIssuer
} from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf, notServed } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"
import type { Claims, Key } from "./signing.ts"
import { seconds, sign } from "./signing.ts"

const { jwtBearer, tokenExchange } = exchangeGrants
const accessToken = "urn:ietf:params:oauth:token-type:access_token"

const invalidRequest = { errors: ["invalid_request"], told: ["response"] } as const
const invalidGrant = { errors: ["invalid_grant"], told: ["response"] } as const
const unauthorized = { errors: ["unauthorized_client"], told: ["response"] } as const

/** An exchange that is right but for the parameters given: of the access token of a user. */
const exchanging =
  (changes: Parameters, client = exchanger) =>
  async (server: Server): Promise<Answer> => {
    if (!server.gives(tokenExchange)) return notServed
    const linked = await server.link(app)
    const parameters = { subject_token: linked.accessToken, subject_token_type: accessToken, ...changes }
    return answerOf(await server.postAs(client, "token", { grant_type: tokenExchange, ...parameters }))
  }

const assertionFor = ({ issuer }: Server, changes: Claims = {}, key: Key = trustedIssuer.key) => {
  const claims = { iss: trustedIssuer.issuer, sub: "user-1", aud: issuer, exp: seconds() + 60 }
  return sign({ ...claims, ...changes }, key)
}

const presenting =
  (assertionOf: (server: Server) => Promise<string | undefined>, client = exchanger) =>
  async (server: Server): Promise<Answer> =>
    server.gives(jwtBearer)
      ? answerOf(
          await server.postAs(client, "token", {
            grant_type: jwtBearer,
            assertion: await assertionOf(server)
          })
        )
      : notServed

/** An assertion that is right but for the claims given. */
const asserting = (changes: () => Claims, key?: Key) =>
  presenting((server) => assertionFor(server, changes(), key))

export const exchangeRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Token exchange by a client that may not",
    rule: "RFC 6749, 5.2",
    ...unauthorized,
    send: exchanging({}, machine)
  },
  {
    request: "Token exchange without a token",
    rule: "RFC 8693, 2.1",
    ...invalidRequest,
    send: exchanging({ subject_token: undefined })
  },
  {
    request: "Token exchange without the type of the token",
    rule: "RFC 8693, 2.1",
    ...invalidRequest,
    send: exchanging({ subject_token_type: undefined })
  },
  {
    request: "Token exchange of an unknown type of token",
    rule: "RFC 8693, 2.2.2",
    ...invalidRequest,
    send: exchanging({ subject_token_type: "urn:made-up" })
  },
  {
    request: "Token exchange for an unknown type of token",
    rule: "RFC 8693, 2.2.2",
    ...invalidRequest,
    send: exchanging({ requested_token_type: "urn:made-up" })
  },
  {
    request: "Token exchange of a token that was made up",
    rule: "RFC 8693, 2.2.2",
    ...invalidRequest,
    send: exchanging({ subject_token: "made-up" })
  },
  {
    request: "Token exchange of an id token that was made up",
    rule: "RFC 8693, 2.2.2",
    ...invalidRequest,
    send: exchanging({
      subject_token: "e30.e30.e30",
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token"
    })
  },
  {
    request: "Token exchange with an actor's token that was made up",
    rule: "RFC 8693, 2.2.2",
    ...invalidRequest,
    send: exchanging({ actor_token: "made-up", actor_token_type: accessToken })
  },
  {
    request: "Token exchange with the type of an actor's token, and no such token",
    rule: "RFC 8693, 2.1",
    ...invalidRequest,
    send: exchanging({ actor_token_type: accessToken })
  },
  {
    request: "Token exchange for an audience that there is not",
    rule: "RFC 8693, 2.2.2",
    errors: ["invalid_target"],
    told: ["response"],
    send: exchanging({ audience: "made-up" })
  },
  {
    request: "Token exchange for a resource that there is not",
    rule: "RFC 8693, 2.2.2",
    errors: ["invalid_target"],
    told: ["response"],
    send: exchanging({ resource: "https://another.example/" })
  },
  {
    request: "Token exchange for a wider scope than the token's",
    rule: "RFC 8693, 2.1; RFC 6749, 6",
    errors: ["invalid_scope"],
    told: ["response"],
    send: exchanging({ scope: "read email" })
  },
  {
    request: "Assertion from a client that may not use one",
    rule: "RFC 6749, 5.2",
    ...unauthorized,
    send: presenting((server) => assertionFor(server), machine)
  },
  {
    request: "Grant of the type `jwt-bearer` without an assertion",
    rule: "RFC 7523, 2.1",
    ...invalidRequest,
    send: presenting(async () => undefined)
  },
  {
    request: "Assertion that is no JWT",
    rule: "RFC 7523, 3.1",
    ...invalidGrant,
    send: presenting(async () => "made-up")
  },
  {
    request: "Assertion of an issuer that nobody trusts",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({ iss: "https://another.example" }))
  },
  {
    request: "Assertion that another key has signed",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({}), anotherKey)
  },
  {
    request: "Assertion for another audience",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({ aud: "https://another.example" }))
  },
  {
    request: "Assertion that has expired",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({ exp: seconds() - 60 }))
  },
  {
    request: "Assertion without `exp`",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({ exp: undefined }))
  },
  {
    request: "Assertion about a user that there is not",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: asserting(() => ({ sub: "made-up" }))
  },
  {
    request: "Assertion that was used before",
    rule: "RFC 7523, 3",
    ...invalidGrant,
    send: async (server) => {
      const once = await assertionFor(server)
      await presenting(async () => once)(server)
      return presenting(async () => once)(server)
    }
  }
]
