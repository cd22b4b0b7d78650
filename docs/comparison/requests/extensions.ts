/** Wrong registrations, documents of clients, resources, exchanges of tokens, and wrong ways to sign out. */
import { api, app, documents, machine, publicApp, redirectUri } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import { encode, toAuthorization } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

/** Is the answer of a server that has no such endpoint. */
const notServed: Answer = { to: "nothing", error: undefined, brings: undefined }

/** A registration of a client that is right but for the metadata given. */
const registering =
  (metadata: object) =>
  async ({ serves, urlOf }: Server): Promise<Answer> => {
    if (!serves("registration")) return notServed
    const body = JSON.stringify({ redirect_uris: [redirectUri], ...metadata })
    const headers = { "content-type": "application/json" }
    return answerOf(await fetch(urlOf("registration"), { method: "POST", headers, body }))
  }

/** Signs out, and says where that leads. */
const signingOut =
  (parametersOf: (server: Server) => Promise<Parameters>) =>
  async (server: Server): Promise<Answer> => {
    if (!server.serves("endSession")) return notServed
    const url = `${server.urlOf("endSession")}?${encode(await parametersOf(server))}`
    const response = await fetch(url, { redirect: "manual" })
    const isSent = response.status >= 300 && response.status < 400
    return isSent ? { to: "elsewhere", error: undefined, brings: "signed out" } : answerOf(response)
  }

const there = { post_logout_redirect_uri: `${redirectUri}/signed-out` }
const refusedSignOut = { errors: ["invalid_request", "invalid_client", "none"], told: ["response"] } as const

const exchanging =
  (parameters: Parameters) =>
  async ({ postAs }: Server): Promise<Answer> =>
    answerOf(
      await postAs(machine, "token", {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: "urn:ietf:params:oauth:token-type:access_token",
        ...parameters
      })
    )

export const extensionRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Registration without a redirect URI",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_redirect_uri", "invalid_client_metadata"],
    told: ["response"],
    send: registering({ redirect_uris: [] })
  },
  {
    request: "Registration of a redirect URI with a fragment",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_redirect_uri"],
    told: ["response"],
    send: registering({ redirect_uris: [`${redirectUri}#fragment`] })
  },
  {
    request: "Registration for a grant that there is not",
    rule: "RFC 7591, 3.2.2",
    errors: ["invalid_client_metadata"],
    told: ["response"],
    send: registering({ grant_types: ["made-up"] })
  },
  {
    request: "Document of a client with the id of another",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.1",
    errors: ["invalid_client", "invalid_client_metadata", "none"],
    told: ["response"],
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.another }))
  },
  {
    request: "Document of a client with a secret",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.1",
    errors: ["invalid_client", "invalid_client_metadata", "none"],
    told: ["response"],
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.wrong }))
  },
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
    send: ({ authorize }) => authorize(app, { resource: "https://another.example/" })
  },
  {
    request: "Resource with a fragment",
    rule: "RFC 8707, 2",
    errors: ["invalid_target"],
    told: ["client"],
    send: ({ authorize }) => authorize(app, { resource: `${api}#fragment` })
  },
  {
    request: "Exchange for a token of another resource than the grant's",
    rule: "RFC 8707, 2.2",
    errors: ["invalid_target"],
    told: ["response"],
    send: async ({ codeFor, exchange }) =>
      exchange(app, await codeFor(app, { resource: api }), { resource: "https://another.example/" })
  },
  {
    request: "Token exchange by a client that may not",
    rule: "RFC 6749, 5.2",
    errors: ["unauthorized_client", "unsupported_grant_type", "invalid_request"],
    told: ["response"],
    send: exchanging({ subject_token: "made-up" })
  },
  {
    request: "Assertion of an issuer that nobody trusts",
    rule: "RFC 7523, 3",
    errors: ["invalid_grant", "unauthorized_client", "unsupported_grant_type", "invalid_request"],
    told: ["response"],
    send: exchanging({ grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion: "e30.e30.e30" })
  },
  {
    request: "Sign-out to a URI that is not registered",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 3",
    ...refusedSignOut,
    send: signingOut(async () => ({
      client_id: publicApp.clientId,
      post_logout_redirect_uri: "https://another.example/"
    }))
  },
  {
    request: "Sign-out with an id token that was made up",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 2",
    ...refusedSignOut,
    send: signingOut(async () => ({ id_token_hint: "e30.e30.e30", ...there }))
  },
  {
    request: "Sign-out of another client than the id token's",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 2",
    ...refusedSignOut,
    send: signingOut(async ({ codeFor, idTokenFor }) => ({
      id_token_hint: await idTokenFor(app, await codeFor(app)),
      client_id: publicApp.clientId,
      ...there
    }))
  }
]
