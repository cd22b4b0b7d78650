/** A flow in the process: an authorization request, and the exchange of its code, with PKCE and client authentication. */
import type { MockProvider, ProviderAnswer } from "@application-credentials/mock-provider"
import { app, redirectUri } from "../peers/clients.ts"
import { challenge, verifier } from "../peers/pkce.ts"

const asked = new URLSearchParams({
  response_type: "code",
  client_id: app.clientId,
  redirect_uri: redirectUri,
  scope: "read",
  state: "the-state",
  code_challenge: challenge,
  code_challenge_method: "S256"
})

const exchanged = new URLSearchParams({
  grant_type: "authorization_code",
  redirect_uri: redirectUri,
  code_verifier: verifier
})

const headers = {
  authorization: `Basic ${btoa(`${app.clientId}:${app.clientSecret}`)}`,
  "content-type": "application/x-www-form-urlencoded"
}

/** Makes a function that runs one flow of a provider, and fails where that does. */
export const flowOf = (provider: MockProvider): (() => void) => {
  const { authorize, token } = provider.endpoints
  const url = `${authorize}?${asked}`
  return () => {
    const { headers: redirect } = responseOf(provider.handle({ method: "GET", url, headers: {}, body: "" }))
    const code = /[?&]code=([^&]*)/.exec(redirect["location"] ?? "")?.[1]
    const body = `${exchanged}&code=${code}`
    const { status } = responseOf(provider.handle({ method: "POST", url: token, headers, body }))
    if (status !== 200) throw new Error(`The token endpoint answered ${status}`)
  }
}

const responseOf = (answer: ProviderAnswer | { readonly _tag: "Deferred" }) => {
  if (answer._tag !== "Response") throw new Error(`No response: ${answer._tag}`)
  return answer
}
