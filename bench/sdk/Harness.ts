/** The providers that every client links accounts at, and the callbacks that they give. */
import { fetch as fetchOf, MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { challenge, verifier } from "../peers/pkce.ts"

export const clientId = "bench-client"
export const clientSecret = "bench-client-secret"
export const redirectUri = "https://home.test/auth/external/callback"

/** A user who came back from the provider, and what the client remembers of them. */
export interface Callback {
  readonly callback: URL
  readonly code: string
  readonly state: string
  readonly codeVerifier: string
}

/** A client: exchanges the code of a visit, refreshes the token that it got, and gives the new access token. */
export interface Client {
  readonly name: string
  readonly link: (callback: Callback) => Promise<string>
}

/** A provider, and how it is reached. */
export interface Harness {
  readonly provider: MockProvider
  readonly fetch: typeof fetch
  /** Sends a user to the provider, who agrees. */
  readonly visit: () => Promise<Callback>
  readonly close: () => Promise<void>
}

/** Makes a provider: strict, opaque tokens that rotate, and a short memory, so that no client pays for another's past. */
const makeProvider = (issuer?: string): MockProvider =>
  MockProvider.make({
    ...(issuer === undefined ? {} : { issuer }),
    clients: [{ clientId, clientSecret, authentication: "client_secret_post", redirectUris: [redirectUri] }],
    require: { pkce: true },
    limits: { journal: 1, entries: 5000 }
  })

/** Makes a provider that is called in process. */
export const inProcess = (): Harness => {
  const provider = makeProvider()
  return harnessOf(provider, fetchOf(provider), async () => undefined)
}

/** Serves a provider on a port of this machine. */
export const overPort = async (): Promise<Harness> => {
  const { close, served } = await serve(makeProvider)
  return harnessOf(served, fetch, close)
}

export const endpoint = ({ provider }: Harness, name: "authorize" | "token"): string =>
  provider.endpoints[name] ?? ""

const harnessOf = (provider: MockProvider, send: typeof fetch, close: Harness["close"]): Harness => {
  // In process, so that the port is only the clients'.
  const browse = fetchOf(provider)
  const visit = async (): Promise<Callback> => {
    const state = crypto.randomUUID()
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: "S256"
    })
    const response = await browse(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
    const callback = new URL(response.headers.get("location") ?? "")
    return { callback, code: callback.searchParams.get("code") ?? "", state, codeVerifier: verifier }
  }
  return { provider, fetch: send, visit, close }
}
