/** A server of the comparison, with the ordinary requests that come before a wrong one. */
import { openBrowser } from "../../bench/peers/browse.ts"
import type { PeerClient } from "../../bench/peers/clients.ts"
import { redirectUri } from "../../bench/peers/clients.ts"
import type { Peer, PeerOptions } from "../../bench/peers/Peer.ts"
import { challenge, verifier } from "../../bench/peers/pkce.ts"
import type { Answer } from "./Answer.ts"
import { answerOf, answerOfBody, answerOfLocation } from "./Answer.ts"

/** Parameters of a request; one that is `undefined` is left out. */
export type Parameters = Readonly<Record<string, string | undefined>>

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

export type Server = Awaited<ReturnType<typeof startServer>>

/** Starts a server of a peer. */
export const startServer = async (peer: Peer, options: PeerOptions) => {
  const running = await peer.start(options)
  const metadata = await (await fetch(`${running.issuer}/.well-known/openid-configuration`)).json()
  const browse = openBrowser(running.issuer)
  const serves = (endpoint: Endpoint): boolean => typeof metadata[members[endpoint]] === "string"
  const gives = (grantType: string): boolean => metadata.grant_types_supported?.includes(grantType) === true
  const urlOf = (endpoint: Endpoint): string => `${metadata[members[endpoint]]}`

  /** Sends the browser with a query. */
  const visit = async (query: string): Promise<Answer & { readonly location?: string }> => {
    const { body, location, status } = await browse(`${urlOf("authorize")}?${query}`)
    if (location === undefined) return answerOfBody(status, body)
    return { ...answerOfLocation(location), location }
  }

  /** Sends the browser with an authorization request that is right but for the parameters given. */
  const authorize = (client: PeerClient, changes: Parameters = {}) =>
    visit(encode({ ...toAuthorization(client), ...changes }))

  const codeFor = async (client: PeerClient, changes: Parameters = {}): Promise<string> => {
    const { location = "" } = await authorize(client, changes)
    const code = URL.parse(location)?.searchParams.get("code")
    if (code) return code
    throw new Error(`${peer.name} gave no code for a request that is right, but ${location}`)
  }

  const post = (endpoint: Endpoint, body: string, headers: Parameters = {}, query = ""): Promise<Response> =>
    fetch(`${urlOf(endpoint)}${query === "" ? "" : `?${query}`}`, {
      method: "POST",
      body,
      headers: present({ ...formHeaders, ...headers })
    })

  /** Posts parameters to an endpoint as a client that authenticates. */
  const postAs = (client: PeerClient, endpoint: Endpoint, parameters: Parameters): Promise<Response> =>
    client.clientSecret === undefined
      ? post(endpoint, encode({ client_id: client.clientId, ...parameters }))
      : post(endpoint, encode(parameters), { authorization: basic(client) })

  const exchange = async (client: PeerClient, code: string, changes: Parameters = {}): Promise<Answer> =>
    answerOf(await postAs(client, "token", { ...makeExchange(code), ...changes }))

  const refresh = async (client: PeerClient, token: string, changes: Parameters = {}): Promise<Answer> =>
    answerOf(await postAs(client, "token", { grant_type: "refresh_token", refresh_token: token, ...changes }))

  const tokensFor = async (client: PeerClient, code: string): Promise<Tokens> =>
    tokensOf(await postAs(client, "token", makeExchange(code)))

  const idTokenFor = async (client: PeerClient, code: string): Promise<string> =>
    `${(await (await postAs(client, "token", makeExchange(code))).json()).id_token}`

  /** Links an account, as it should be. */
  const link = async (client: PeerClient): Promise<Tokens> => tokensFor(client, await codeFor(client))

  const use = async (accessToken: string | undefined): Promise<Answer> => {
    const authorization = accessToken === undefined ? undefined : `Bearer ${accessToken}`
    return answerOf(await fetch(urlOf("userinfo"), { headers: present({ authorization }) }))
  }

  return {
    issuer: `${metadata.issuer}`,
    serves,
    gives,
    urlOf,
    visit,
    authorize,
    codeFor,
    post,
    postAs,
    exchange,
    refresh,
    tokensFor,
    idTokenFor,
    link,
    use,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]()
  }
}

const members = {
  authorize: "authorization_endpoint",
  token: "token_endpoint",
  userinfo: "userinfo_endpoint",
  introspect: "introspection_endpoint",
  revoke: "revocation_endpoint",
  pushedAuthorization: "pushed_authorization_request_endpoint",
  registration: "registration_endpoint",
  endSession: "end_session_endpoint"
} as const

export type Endpoint = keyof typeof members

const formHeaders = { "content-type": "application/x-www-form-urlencoded" }

export const toAuthorization = ({ clientId }: PeerClient): Parameters => ({
  response_type: "code",
  client_id: clientId,
  redirect_uri: redirectUri,
  scope: "openid read",
  state: "the-state",
  code_challenge: challenge,
  code_challenge_method: "S256"
})

export const makeExchange = (code: string): Parameters => ({
  grant_type: "authorization_code",
  code,
  redirect_uri: redirectUri,
  code_verifier: verifier
})

export const basic = ({ clientId, clientSecret = "" }: PeerClient): string =>
  `Basic ${btoa(`${clientId}:${clientSecret}`)}`

const present = (pairs: Parameters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )

export const encode = (pairs: Parameters): string => `${new URLSearchParams(present(pairs))}`

const tokensOf = async (response: Response): Promise<Tokens> => {
  const { access_token: accessToken, refresh_token: refreshToken } = await response.json()
  return { accessToken: `${accessToken}`, refreshToken: `${refreshToken}` }
}
