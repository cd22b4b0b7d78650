/** Wrong resources, and ways to bring an answer that there are not. */
import { api, app, machine, otherApi } from "../../../bench/peers/clients.ts"
import { answerOf } from "../Answer.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const invalidTarget = { errors: ["invalid_target"], told: ["response"] } as const
const another = "https://another.example/"

export const resourceRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Unknown `response_mode`",
    rule: "OAuth 2.0 Multiple Response Types, 2.1",
    errors: ["invalid_request", "unsupported_response_mode"],
    told: ["client", "response"],
    send: ({ authorize }) => authorize(app, { response_mode: "made-up" })
  },
  {
    request: "Resource that there is not",
    rule: "RFC 8707, 2",
    errors: ["invalid_target"],
    told: ["client"],
    send: ({ authorize }) => authorize(app, { resource: another })
  },
  {
    request: "Resource with a fragment",
    rule: "RFC 8707, 2",
    errors: ["invalid_target"],
    told: ["client"],
    send: ({ authorize }) => authorize(app, { resource: `${api}#fragment` })
  },
  {
    request: "Resource that is no URI",
    rule: "RFC 8707, 2",
    errors: ["invalid_target"],
    told: ["client"],
    send: ({ authorize }) => authorize(app, { resource: "made-up" })
  },
  {
    request: "Exchange for a token of another resource than the grant's",
    rule: "RFC 8707, 2.2",
    ...invalidTarget,
    send: async ({ codeFor, exchange }) =>
      exchange(app, await codeFor(app, { resource: api }), { resource: otherApi })
  },
  {
    request: "Refresh for a token of another resource than the grant's",
    rule: "RFC 8707, 2.2",
    ...invalidTarget,
    send: async ({ codeFor, refresh, tokensFor }) => {
      const { refreshToken } = await tokensFor(app, await codeFor(app, { resource: api }))
      return refresh(app, refreshToken, { resource: otherApi })
    }
  },
  {
    request: "Client credentials for a resource that there is not",
    rule: "RFC 8707, 2.2",
    ...invalidTarget,
    send: async ({ postAs }) =>
      answerOf(await postAs(machine, "token", { grant_type: "client_credentials", resource: another }))
  }
]
