import {
  expectCalls,
  expectFaultsFired,
  handlers,
  MockProvider
} from "@application-credentials/mock-provider"
import { setupServer } from "msw/node"
import { afterAll, beforeAll, expect, it } from "vitest"

const provider = MockProvider.make({
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
      action: { _tag: "Status", status: 503 }
    }
  ]
})

const network = setupServer(...handlers(provider))
beforeAll(() => network.listen())
afterAll(() => network.close())

// Stands for your code: it refreshes, and tries once more.
const refresh = async (refreshToken: string, tries = 2): Promise<{ readonly access_token: string }> => {
  const body = new URLSearchParams({
    grant_type: "refresh_token",
    refresh_token: refreshToken,
    client_id: "my-client",
    client_secret: "my-secret"
  })
  const response = await fetch("https://acme.test/oauth/token", { method: "POST", body })
  return response.status === 503 && tries > 1 ? refresh(refreshToken, tries - 1) : response.json()
}

it("tries again when the provider is down", async () => {
  const { refreshToken = "" } = await provider.mintTokens({ clientId: "my-client" })
  const { access_token } = await refresh(refreshToken)
  expect(provider.isLive(access_token)).toBe(true)
  expectCalls(provider, { endpoint: "token", grantType: "refresh_token" }, 2)
  expectFaultsFired(provider)
})
