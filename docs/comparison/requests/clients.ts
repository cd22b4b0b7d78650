/** Token requests that are wrong in form, or of a client that is not who it says. */
import { app, machine, otherApp } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf } from "../Answer.ts"
import type { Server } from "../Server.ts"
import { basic, encode } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const invalidRequest = { errors: ["invalid_request"], told: ["response"] } as const
const invalidClient = { errors: ["invalid_client"], told: ["response"] } as const
const ownToken = encode({ grant_type: "client_credentials" })

/** A request for a token of the machine's own, right but for the headers, the body or the query given. */
const asking =
  (
    headers: { readonly authorization?: string; readonly "content-type"?: string },
    body = ownToken,
    query = ""
  ) =>
  async ({ post }: Server): Promise<Answer> =>
    answerOf(await post("token", body, headers, query))

const authorization = basic(machine)

export const clientRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "GET instead of POST",
    rule: "RFC 6749, 3.2",
    errors: ["invalid_request", "none"],
    told: ["response"],
    send: async ({ urlOf }) => {
      const url = `${urlOf("token")}?${ownToken}`
      return answerOf(await fetch(url, { headers: { authorization } }))
    }
  },
  {
    request: "JSON instead of a form",
    rule: "RFC 6749, 3.2",
    ...invalidRequest,
    send: asking({ authorization, "content-type": "application/json" }, '{"grant_type":"client_credentials"}')
  },
  {
    request: "`scope` twice",
    rule: "RFC 6749, 3.2",
    ...invalidRequest,
    send: asking({ authorization }, `${ownToken}&scope=read&scope=read`)
  },
  {
    request: "No `grant_type`",
    rule: "RFC 6749, 5.2",
    ...invalidRequest,
    send: asking({ authorization }, "scope=read")
  },
  {
    request: "`grant_type=password`",
    rule: "RFC 9700, 2.4",
    errors: ["unsupported_grant_type"],
    told: ["response"],
    send: asking({ authorization }, "grant_type=password&username=user&password=pass")
  },
  {
    request: "Wrong client secret",
    rule: "RFC 6749, 5.2",
    ...invalidClient,
    send: asking({ authorization: basic({ ...machine, clientSecret: "wrong" }) })
  },
  {
    request: "No client secret, though the client has one",
    rule: "RFC 6749, 3.2.1",
    ...invalidClient,
    send: asking({}, `${ownToken}&client_id=${machine.clientId}`)
  },
  {
    request: "Unknown client",
    rule: "RFC 6749, 5.2",
    ...invalidClient,
    send: asking({ authorization: basic({ ...machine, clientId: "nobody" }) })
  },
  {
    request: "No client",
    rule: "RFC 6749, 3.2.1",
    errors: ["invalid_client", "invalid_request"],
    told: ["response"],
    send: asking({})
  },
  {
    request: "Client secret in the field and in the body",
    rule: "RFC 6749, 2.3",
    errors: ["invalid_request", "invalid_client"],
    told: ["response"],
    send: asking({ authorization }, `${ownToken}&client_secret=${machine.clientSecret}`)
  },
  {
    request: "Client secret in the URL",
    rule: "RFC 6749, 2.3.1",
    errors: ["invalid_request", "invalid_client"],
    told: ["response"],
    send: asking({}, ownToken, encode({ client_id: machine.clientId, client_secret: machine.clientSecret }))
  },
  {
    request: "Grant that the client may not use",
    rule: "RFC 6749, 5.2",
    errors: ["unauthorized_client"],
    told: ["response"],
    send: asking({ authorization: basic(app) })
  },
  {
    request: "Introspection without authentication",
    rule: "RFC 7662, 2.1",
    errors: ["invalid_client", "invalid_request"],
    told: ["response"],
    send: async ({ link, post }) => {
      const { accessToken } = await link(app)
      return answerOf(await post("introspect", encode({ token: accessToken })))
    }
  },
  {
    request: "Revocation of another client's token",
    rule: "RFC 7009, 2.1",
    errors: ["invalid_grant", "invalid_request", "invalid_client", "unauthorized_client"],
    told: ["response"],
    send: async ({ link, postAs }) => {
      const { refreshToken } = await link(app)
      return answerOf(await postAs(otherApp, "revoke", { token: refreshToken }))
    }
  }
]
