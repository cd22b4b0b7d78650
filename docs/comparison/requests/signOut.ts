/** Wrong ways to sign out. */
import { app, publicApp, redirectUri } from "../../../bench/peers/clients.ts"
import type { Answer } from "../Answer.ts"
import { answerOf, notServed } from "../Answer.ts"
import type { Parameters, Server } from "../Server.ts"
import { encode } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

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

export const signOutRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Sign-out by PUT",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 2",
    ...refusedSignOut,
    send: async ({ serves, urlOf }) =>
      serves("endSession")
        ? answerOf(await fetch(urlOf("endSession"), { method: "PUT", redirect: "manual" }))
        : notServed
  },
  {
    request: "Sign-out to a URI, with neither client nor id token",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 3",
    ...refusedSignOut,
    mayAsk: true,
    send: signingOut(async () => there)
  },
  {
    request: "Sign-out of an unknown client",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 2",
    ...refusedSignOut,
    send: signingOut(async () => ({ client_id: "made-up", ...there }))
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
    request: "Sign-out with an id token whose signature does not fit",
    rule: "OpenID Connect RP-Initiated Logout 1.0, 4",
    ...refusedSignOut,
    send: signingOut(async ({ codeFor, idTokenFor }) => {
      const [header, claims] = (await idTokenFor(publicApp, await codeFor(publicApp))).split(".")
      return { id_token_hint: `${header}.${claims}.${"A".repeat(342)}`, ...there }
    })
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
