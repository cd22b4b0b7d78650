/** What is asked of each server, with the same requests. */
import { openBrowser } from "../peers/browse.ts"
import type { PeerClient } from "../peers/clients.ts"
import { app, machine, redirectUri } from "../peers/clients.ts"
import { challenge, verifier } from "../peers/pkce.ts"
import type { Post } from "./send.ts"

/** A number of requests to prepare for a server. */
export interface Workload {
  readonly name: string
  readonly signsIdToken: boolean
  readonly prepare: (issuer: string, count: number) => Promise<ReadonlyArray<Post>>
}

const endpointsOf = async (
  issuer: string
): Promise<{ readonly authorize: string; readonly token: string }> => {
  const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
  return { authorize: metadata.authorization_endpoint, token: metadata.token_endpoint }
}

const headersOf = ({ clientId, clientSecret = "" }: PeerClient, body: string) => ({
  authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
  "content-type": "application/x-www-form-urlencoded",
  "content-length": `${body.length}`
})

const clientCredentials =
  (scope: string): Workload["prepare"] =>
  async (issuer, count) => {
    const { token } = await endpointsOf(issuer)
    const body = `${new URLSearchParams({ grant_type: "client_credentials", scope })}`
    return Array.from({ length: count }, () => ({ url: token, headers: headersOf(machine, body), body }))
  }

const codeExchange =
  (scope: string): Workload["prepare"] =>
  async (issuer, count) => {
    const { authorize, token } = await endpointsOf(issuer)
    const browse = openBrowser(issuer)
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope,
      state: "the-state",
      code_challenge: challenge,
      code_challenge_method: "S256"
    })
    const posts: Array<Post> = []
    while (posts.length < count) {
      const { location = "" } = await browse(`${authorize}?${asked}`)
      const code = new URL(location).searchParams.get("code") ?? ""
      const body = `${new URLSearchParams({
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier
      })}`
      posts.push({ url: token, headers: headersOf(app, body), body })
    }
    return posts
  }

export const workloads: ReadonlyArray<Workload> = [
  { name: "client credentials", signsIdToken: false, prepare: clientCredentials("read") },
  { name: "code exchange", signsIdToken: false, prepare: codeExchange("read") },
  { name: "code exchange with id token", signsIdToken: true, prepare: codeExchange("openid read") }
]
