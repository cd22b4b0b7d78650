/** Wrong ways to push an authorization request. */
import { vi } from "vitest"
import { app, otherApp } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf, notServed } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import { basic, encode, toAuthorization } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

/** Pushes a request that is right but for the parameters given. */
const pushing =
  (changes: Parameters, authorization = basic(app)) =>
  async ({ post, serves }: Server): Promise<Answer> =>
    serves("pushedAuthorization")
      ? answerOf(
          await post("pushedAuthorization", encode({ ...toAuthorization(app), ...changes }), {
            authorization
          })
        )
      : notServed

/** Pushes a request, as it should be, and visits the authorization endpoint with what came of it. */
const visiting =
  (parametersOf: (requestUri: string) => Parameters, wait: () => void = () => {}) =>
  async (server: Server): Promise<Answer> => {
    if (!server.serves("pushedAuthorization")) return notServed
    const pushed = await server.post("pushedAuthorization", encode(toAuthorization(app)), {
      authorization: basic(app)
    })
    const { request_uri: requestUri } = await pushed.json()
    wait()
    return server.visit(encode(parametersOf(`${requestUri}`)))
  }

const refusedUri = {
  errors: ["invalid_request_uri", "invalid_request", "none"],
  told: ["response", "client"]
} as const

export const pushedRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Request that is pushed with a wrong secret",
    rule: "RFC 9126, 2.1",
    errors: ["invalid_client"],
    told: ["response"],
    send: pushing({}, basic({ ...app, clientSecret: "wrong" }))
  },
  {
    request: "Request that is pushed with a `request_uri`",
    rule: "RFC 9126, 2.1",
    errors: ["invalid_request", "request_uri_not_supported"],
    told: ["response"],
    send: pushing({ request_uri: "urn:ietf:params:oauth:request_uri:made-up" })
  },
  {
    request: "Request that is pushed with a redirect URI of another host",
    rule: "RFC 9126, 2.3",
    errors: ["invalid_request", "invalid_redirect_uri"],
    told: ["response"],
    send: pushing({ redirect_uri: "https://another.example/callback" })
  },
  {
    request: "Request that is pushed as another client than authenticates",
    rule: "RFC 9126, 2.1",
    errors: ["invalid_request", "invalid_client"],
    told: ["response"],
    send: pushing({ client_id: otherApp.clientId })
  },
  {
    request: "`request_uri` that was made up",
    rule: "RFC 9126, 4",
    ...refusedUri,
    send: visiting(() => ({
      client_id: app.clientId,
      request_uri: "urn:ietf:params:oauth:request_uri:made-up"
    }))
  },
  {
    request: "`request_uri` of another client",
    rule: "RFC 9126, 2.2",
    ...refusedUri,
    send: visiting((requestUri) => ({ client_id: otherApp.clientId, request_uri: requestUri }))
  },
  {
    request: "`request_uri` that is ten minutes old",
    rule: "RFC 9126, 2.2",
    ...refusedUri,
    send: visiting(
      (requestUri) => ({ client_id: app.clientId, request_uri: requestUri }),
      () => vi.setSystemTime(Date.now() + 600_001)
    )
  },
  {
    request: "`request_uri` that was used before",
    rule: "RFC 9126, 4",
    ...refusedUri,
    send: async (server) => {
      let used = ""
      const first = await visiting((requestUri) => {
        used = requestUri
        return { client_id: app.clientId, request_uri: requestUri }
      })(server)
      return first.to === "nothing"
        ? first
        : server.visit(encode({ client_id: app.clientId, request_uri: used }))
    }
  }
]
