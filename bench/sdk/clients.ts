/** The clients that are timed side by side. */
import { AuthorizationServer, ClientCredential, localImplementation } from "@application-credentials/sdk"
import { Effect, Layer, ManagedRuntime, Redacted } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { FetchHttpClient } from "effect/http"
import * as oauth from "oauth4webapi"
import * as openid from "openid-client"
import { AuthorizationCode } from "simple-oauth2"
import { agentOf } from "./agentOf.ts"
import type { Client, Harness } from "./Harness.ts"
import { clientId, clientSecret, endpoint, redirectUri } from "./Harness.ts"

const endpointsOf = (harness: Harness) => ({
  authorizeUrl: endpoint(harness, "authorize"),
  tokenUrl: endpoint(harness, "token")
})

/** Its implementation, as the flow that links accounts calls it. */
export const sdk = (harness: Harness): Client => {
  const implementation = localImplementation({
    domain: "bench",
    credential: new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) }),
    server: new AuthorizationServer(endpointsOf(harness))
  })
  const services = Layer.mergeAll(
    FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch, harness.fetch))),
    SecureRandom.layerWebCrypto,
    Digest.layerWebCrypto
  )
  const { runPromise } = ManagedRuntime.make(services)
  return {
    name: "@application-credentials/sdk",
    link: async ({ code, codeVerifier }) => {
      const grant = { code: Redacted.make(code), codeVerifier: Redacted.make(codeVerifier), redirectUri }
      const linked = Effect.flatMap(implementation.exchange(grant), implementation.refresh)
      return Redacted.value((await runPromise(linked)).accessToken)
    }
  }
}

export const openidClient = (harness: Harness): Client => {
  const { authorizeUrl, tokenUrl } = endpointsOf(harness)
  const metadata = {
    issuer: harness.provider.issuer,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl
  }
  const configuration = new openid.Configuration(
    metadata,
    clientId,
    {},
    openid.ClientSecretPost(clientSecret)
  )
  openid.allowInsecureRequests(configuration) // over a port of this machine
  // Its own types of bodies are wider than the platform's; what it sends is a form.
  configuration[openid.customFetch] = (url, { body, signal = null, ...init }) =>
    harness.fetch(url, { ...init, signal, body: body instanceof URLSearchParams ? body : null })
  return {
    name: "openid-client",
    link: async ({ callback, codeVerifier: pkceCodeVerifier, state: expectedState }) => {
      const checks = { pkceCodeVerifier, expectedState }
      const granted = await openid.authorizationCodeGrant(configuration, callback, checks)
      return (await openid.refreshTokenGrant(configuration, granted.refresh_token ?? "")).access_token
    }
  }
}

export const oauth4webapi = (harness: Harness): Client => {
  const server = { issuer: harness.provider.issuer, token_endpoint: endpoint(harness, "token") }
  const client = { client_id: clientId }
  const authenticate = oauth.ClientSecretPost(clientSecret)
  const options = { [oauth.customFetch]: harness.fetch, [oauth.allowInsecureRequests]: true }
  return {
    name: "oauth4webapi",
    link: async ({ callback, codeVerifier, state }) => {
      const parameters = oauth.validateAuthResponse(server, client, callback, state)
      const sent = [parameters, redirectUri, codeVerifier, options] as const
      const answer = await oauth.authorizationCodeGrantRequest(server, client, authenticate, ...sent)
      const granted = await oauth.processAuthorizationCodeResponse(server, client, answer)
      const token = granted.refresh_token ?? ""
      const next = await oauth.refreshTokenGrantRequest(server, client, authenticate, token, options)
      return (await oauth.processRefreshTokenResponse(server, client, next)).access_token
    }
  }
}

/** It has no way to give it a `fetch`: HTTP/1.1 over a pair of streams stands between it and the provider. */
export const simpleOauth2 = (harness: Harness): Client => {
  const { host, pathname } = new URL(endpoint(harness, "token"))
  const client = new AuthorizationCode({
    client: { id: clientId, secret: clientSecret },
    auth: { tokenHost: `http://${host}`, tokenPath: pathname },
    options: { authorizationMethod: "body" },
    http: { agent: agentOf(harness.fetch) }
  })
  return {
    name: "simple-oauth2",
    link: async ({ code, codeVerifier: code_verifier }) => {
      const grant = { code, code_verifier, redirect_uri: redirectUri }
      const granted = await client.getToken(grant)
      return `${(await granted.refresh()).token["access_token"]}`
    }
  }
}

/** No client at all: what the two requests and their answers cost whoever sends them. */
export const bareFetch = (harness: Harness): Client => {
  const { tokenUrl } = endpointsOf(harness)
  const post = async (parameters: Record<string, string>): Promise<Record<string, string>> => {
    const body = new URLSearchParams({ ...parameters, client_id: clientId, client_secret: clientSecret })
    return (await harness.fetch(tokenUrl, { method: "POST", body })).json()
  }
  return {
    name: "fetch, by hand",
    link: async ({ code, codeVerifier: code_verifier }) => {
      const grant = { grant_type: "authorization_code", code, code_verifier, redirect_uri: redirectUri }
      const { refresh_token = "" } = await post(grant)
      return (await post({ grant_type: "refresh_token", refresh_token }))["access_token"] ?? ""
    }
  }
}
