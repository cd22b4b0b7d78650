/** A provider with four clients, a clock that tests move, and random bytes that are the same in each run. */
import type { ClientOptions, EndpointName, MockProviderOptions, WireResponse } from "../src/index.ts"
import { deviceCodeGrant, MockProvider, s256Challenge, systemClock } from "../src/index.ts"

export const redirectUri = "https://app.example/callback"
export const verifier = "verifier-of-the-tests-0123456789-._~ABCDEFGHIJ"
export const challenge = s256Challenge(verifier)

/** The parameters that bind a code to the verifier. */
export const challenged = { code_challenge: challenge, code_challenge_method: "S256" } as const

export const basicClient = {
  clientId: "basic:client",
  clientSecret: "s+cret % ü/=",
  authentication: "client_secret_basic",
  redirectUris: [redirectUri],
  scopes: ["read", "write"]
} satisfies ClientOptions

export const postClient = {
  clientId: "post client",
  clientSecret: "p&ost+secret",
  authentication: "client_secret_post",
  redirectUris: [redirectUri, "http://127.0.0.1/callback"]
} satisfies ClientOptions

export const publicClient = {
  clientId: "public-client",
  authentication: "none",
  redirectUris: [redirectUri]
} satisfies ClientOptions

/** A client of every grant, which may have an id token. */
export const fullClient = {
  clientId: "full-client",
  clientSecret: "full secret",
  authentication: "client_secret_post",
  redirectUris: [redirectUri],
  grantTypes: ["authorization_code", "refresh_token", "client_credentials", deviceCodeGrant],
  scopes: ["openid", "profile", "email", "read", "write"]
} satisfies ClientOptions

export type Pairs = Readonly<Record<string, string | undefined>>

export const form = (pairs: Pairs): string =>
  Object.entries(pairs)
    .filter((pair) => pair[1] !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value ?? "")}`)
    .join("&")

export const formHeaders = { "content-type": "application/x-www-form-urlencoded" }

/** HTTP Basic with id and secret form encoded first, written independently of the code under test. */
export const basic = (clientId: string, clientSecret: string): string => {
  const text = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`
  return `Basic ${Buffer.from(text.replaceAll("%20", "+")).toString("base64")}`
}

export const credentials = (client: ClientOptions): { readonly headers: Pairs; readonly body: Pairs } => {
  const secret = typeof client.clientSecret === "string" ? client.clientSecret : ""
  if (client.authentication === "client_secret_basic") {
    return { headers: { authorization: basic(client.clientId, secret) }, body: {} }
  }
  if (client.authentication === "none") return { headers: {}, body: { client_id: client.clientId } }
  return { headers: {}, body: { client_id: client.clientId, client_secret: secret } }
}

export const parse = (response: WireResponse): Record<string, unknown> => {
  const body: unknown = JSON.parse(response.body)
  if (typeof body !== "object" || body === null) throw new Error("The body is no object")
  return { ...body }
}

export const text = (value: unknown): string => {
  if (typeof value !== "string") throw new Error(`Expected text, got ${typeof value}`)
  return value
}

const present = (pairs: Pairs): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  )

const countingBytes = (): ((size: number) => Uint8Array) => {
  let count = 0
  return (size) => {
    count++
    const bytes = new Uint8Array(size)
    new DataView(bytes.buffer).setUint32(0, count)
    return bytes
  }
}

export const makeHarness = (options: Partial<MockProviderOptions> = {}) => {
  const clock = { now: 1_700_000_000_000 }
  const provider = MockProvider.make({
    clients: [basicClient, postClient, publicClient, fullClient],
    clock: { ...systemClock, now: () => clock.now },
    randomBytes: countingBytes(),
    ...options
  })

  const send = (method: string, url: string, headers: Pairs = {}, body = ""): WireResponse => {
    const answer = provider.handle({ method, url, headers: present(headers), body })
    if (answer._tag !== "Response") throw new Error(`No response: ${answer._tag}`)
    return answer
  }

  /** Sends what may take time: a request with JWTs, or one for the keys. */
  const sendLater = async (
    method: string,
    url: string,
    headers: Pairs = {},
    body = ""
  ): Promise<WireResponse> => {
    const answer = await provider.answer({ method, url, headers: present(headers), body })
    if (answer._tag !== "Response") throw new Error(`No response: ${answer._tag}`)
    return answer
  }

  const authorize = (pairs: Pairs = {}): WireResponse => {
    const request = {
      response_type: "code",
      client_id: basicClient.clientId,
      redirect_uri: redirectUri,
      state: "the state",
      ...challenged,
      ...pairs
    }
    return send("GET", `${provider.endpoints.authorize}?${form(request)}`)
  }

  const callback = (pairs: Pairs = {}): URLSearchParams =>
    new URL(text(authorize(pairs).headers["location"])).searchParams

  const codeFor = (client: ClientOptions, pairs: Pairs = {}): string =>
    text(callback({ client_id: client.clientId, ...pairs }).get("code"))

  const token = (client: ClientOptions, pairs: Pairs): WireResponse => {
    const own = credentials(client)
    const body = form({ ...own.body, ...pairs })
    return send("POST", provider.endpoints.token, { ...formHeaders, ...own.headers }, body)
  }

  const exchange = (client: ClientOptions, code: string, pairs: Pairs = {}): WireResponse =>
    token(client, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...pairs
    })

  const refresh = (client: ClientOptions, refreshToken: string, pairs: Pairs = {}): WireResponse =>
    token(client, { grant_type: "refresh_token", refresh_token: refreshToken, ...pairs })

  const link = (client: ClientOptions, pairs: Pairs = {}): Record<string, unknown> =>
    parse(exchange(client, codeFor(client, pairs)))

  /** Sends a form as a client to any of the endpoints that take one. */
  const post = (endpoint: EndpointName, client: ClientOptions, pairs: Pairs): WireResponse => {
    const own = credentials(client)
    const body = form({ ...own.body, ...pairs })
    return send("POST", urlOf(endpoint), { ...formHeaders, ...own.headers }, body)
  }

  const urlOf = (endpoint: EndpointName): string => text(provider.endpoints[endpoint])

  /** Asks for a resource with an access token. */
  const use = (endpoint: EndpointName, accessToken: string): WireResponse =>
    send("GET", urlOf(endpoint), { authorization: `Bearer ${accessToken}` })

  const rule = (): string | undefined => provider.journal.at(-1)?.rule

  return {
    provider,
    clock,
    send,
    sendLater,
    authorize,
    callback,
    codeFor,
    token,
    exchange,
    refresh,
    link,
    post,
    urlOf,
    use,
    rule
  }
}

export type Harness = ReturnType<typeof makeHarness>
