/** The provider that every client links accounts at, and the callbacks that it gives. */
import { fetch, MockProvider } from "@application-credentials/mock-provider"
import { challenge, verifier } from "../peers/pkce.ts"

export const clientId = "bench-client"
export const clientSecret = "bench-client-secret"
export const redirectUri = "https://home.test/auth/external/callback"

/** A user who came back from the provider, and what the client remembers of them. */
export interface Visit {
  readonly callback: URL
  readonly code: string
  readonly state: string
  readonly codeVerifier: string
}

/** A client: exchanges the code of a visit, refreshes the token that it got, and gives the new access token. */
export interface Client {
  readonly name: string
  readonly link: (visit: Visit) => Promise<string>
}

/** The provider: strict, opaque tokens that rotate, and a short memory, so that no client pays for another's past. */
export const provider: MockProvider = MockProvider.make({
  clients: [{ clientId, clientSecret, authentication: "client_secret_post", redirectUris: [redirectUri] }],
  require: { pkce: true },
  limits: { journal: 1, entries: 5000 }
})

export const fetchProvider = fetch(provider)

export const endpoint = (name: "authorize" | "token"): string => provider.endpoints[name] ?? ""

/** Sends a user to the provider, who agrees. */
export const visit = async (): Promise<Visit> => {
  const state = crypto.randomUUID()
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256"
  })
  const response = await fetchProvider(`${endpoint("authorize")}?${query}`, { redirect: "manual" })
  const callback = new URL(response.headers.get("location") ?? "")
  return { callback, code: callback.searchParams.get("code") ?? "", state, codeVerifier: verifier }
}
