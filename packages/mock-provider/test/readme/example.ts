import { fetch, MockProvider } from "@application-credentials/mock-provider"

export const provider = MockProvider.make({
  endpoints: { authorize: "https://acme.test/oauth/authorize", token: "https://acme.test/oauth/token" },
  clients: [
    {
      clientId: "my-client",
      clientSecret: "my-secret",
      authentication: "client_secret_post",
      redirectUris: ["https://home.test/auth/external/callback"]
    }
  ],
  // The first refresh fails, and no other request does.
  faults: [
    {
      match: { endpoint: "token", grantType: "refresh_token" },
      nth: 1,
      action: { _tag: "Status", status: 429, retryAfter: 30 }
    }
  ]
})

const client = { client_id: "my-client", client_secret: "my-secret" }
const redirect_uri = "https://home.test/auth/external/callback"
const ask = fetch(provider)

export const authorize = async (): Promise<string> => {
  const query = new URLSearchParams({ response_type: "code", client_id: "my-client", redirect_uri })
  const response = await ask(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? ""
}

export const exchange = (code: string): Promise<Response> =>
  ask(provider.endpoints.token, {
    method: "POST",
    body: new URLSearchParams({ ...client, grant_type: "authorization_code", code, redirect_uri })
  })

export const refresh = (refresh_token: string): Promise<Response> =>
  ask(provider.endpoints.token, {
    method: "POST",
    body: new URLSearchParams({ ...client, grant_type: "refresh_token", refresh_token })
  })
