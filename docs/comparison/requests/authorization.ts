/** Wrong authorization requests. */
import { app, machine, redirectUri } from "../../../bench/peers/clients.ts"
import { toAuthorization, encode } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

// What must not be sent by a redirect, since nobody knows where that leads, but to the person (RFC 6749, 4.1.2.1).
const untrusted = { errors: ["invalid_request", "invalid_client", "none"], told: ["response"] } as const
const told = (...errors: ReadonlyArray<string>) => ({ errors, told: ["client"] }) as const
const withoutChallenge = { code_challenge: undefined, code_challenge_method: undefined }

export const authorizationRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Redirect URI of another host",
    rule: "RFC 6749, 3.1.2.4",
    ...untrusted,
    send: ({ authorize }) => authorize(app, { redirect_uri: "https://evil.example/" })
  },
  {
    request: "Redirect URI that only begins with a registered one",
    rule: "RFC 9700, 2.1",
    ...untrusted,
    send: ({ authorize }) => authorize(app, { redirect_uri: `${redirectUri}/../other` })
  },
  {
    request: "Redirect URI with a query that is not registered",
    rule: "RFC 9700, 2.1",
    ...untrusted,
    send: ({ authorize }) => authorize(app, { redirect_uri: `${redirectUri}?next=/` })
  },
  {
    request: "Redirect URI twice",
    rule: "RFC 6749, 3.1",
    errors: ["invalid_request", "none"],
    told: ["response", "client"],
    send: ({ visit }) => {
      const twice = encode({ redirect_uri: "https://evil.example/" })
      return visit(`${encode(toAuthorization(app))}&${twice}`)
    }
  },
  {
    request: "Unknown client",
    rule: "RFC 6749, 4.1.2.1",
    ...untrusted,
    send: ({ authorize }) => authorize(app, { client_id: "nobody" })
  },
  {
    request: "No client",
    rule: "RFC 6749, 4.1.1",
    ...untrusted,
    send: ({ authorize }) => authorize(app, { client_id: undefined })
  },
  {
    request: "Client that may not ask for codes",
    rule: "RFC 6749, 4.1.2.1",
    errors: ["unauthorized_client", ...untrusted.errors],
    told: ["response"],
    send: ({ authorize }) => authorize(machine)
  },
  {
    request: "No `response_type`",
    rule: "RFC 6749, 3.1.1",
    ...told("invalid_request", "unsupported_response_type"),
    send: ({ authorize }) => authorize(app, { response_type: undefined })
  },
  {
    request: "`response_type=token`",
    rule: "RFC 9700, 2.1.2",
    ...told("unsupported_response_type"),
    send: ({ authorize }) => authorize(app, { response_type: "token" })
  },
  {
    request: "`scope` twice",
    rule: "RFC 6749, 3.1",
    ...told("invalid_request"),
    send: ({ visit }) => visit(`${encode(toAuthorization(app))}&scope=openid`)
  },
  {
    request: "Scope that is malformed",
    rule: "RFC 6749, 3.3",
    ...told("invalid_scope"),
    send: ({ authorize }) => authorize(app, { scope: 'openid "read"' })
  },
  {
    request: "No code challenge where it is required",
    rule: "RFC 7636, 4.4.1",
    ...told("invalid_request"),
    send: ({ authorize }) => authorize(app, withoutChallenge)
  },
  {
    request: "`code_challenge_method=plain`",
    rule: "RFC 9700, 2.1.1",
    ...told("invalid_request"),
    send: ({ authorize }) => authorize(app, { code_challenge_method: "plain" })
  },
  {
    request: "Unknown `code_challenge_method`",
    rule: "RFC 7636, 4.4.1",
    ...told("invalid_request"),
    send: ({ authorize }) => authorize(app, { code_challenge_method: "S512" })
  },
  {
    request: "Code challenge that is too short",
    rule: "RFC 7636, 4.2",
    ...told("invalid_request"),
    send: ({ authorize }) => authorize(app, { code_challenge: "short" })
  }
]
