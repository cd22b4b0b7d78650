/** Hosts in this process, for what the demo host does not come to by itself. */
import { deviceCodeGrant, MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { onTestFinished } from "vitest"
import { createHost } from "../../src/promise/index.ts"
import type { HostOptions, LinkingHost } from "../../src/promise/index.ts"
import type { LinkedAccount } from "../../src/index.ts"

/** A host that runs until the test ends, and what its people do. */
interface Started {
  readonly provider: MockProvider
  readonly host: LinkingHost
  readonly link: () => Promise<LinkedAccount>
  readonly addCredential: (clientId?: string, name?: string) => Promise<unknown>
  readonly url: string
  readonly urlOfUser: string
  /** Starts another host at the address of this one, which was closed. */
  readonly startAgain: () => Promise<void>
}

const token = "the-token-of-the-administrator"
const userToken = "the-token-of-somebody"

/** Starts a provider whose tokens expire soon, and a host with one account there. */
export const startHost = async (options: Partial<HostOptions> = {}): Promise<Started> => {
  const mock = await serve((issuer) =>
    MockProvider.make({
      issuer,
      users: [
        { subject: "ada", claims: { name: "Ada Lovelace" } },
        { subject: "grace", claims: { name: "Grace Hopper" } }
      ],
      // Less than the host's margin: each use refreshes.
      lifetimes: { accessToken: 15 },
      clients: [
        {
          clientId: "my-client",
          clientSecret: "my-secret-of-the-client",
          authentication: "client_secret_post",
          redirectUris: ["http://127.0.0.1/auth/external/callback"],
          grantTypes: ["authorization_code", "refresh_token", deviceCodeGrant]
        }
      ]
    })
  )
  onTestFinished(mock.close)
  const provider: MockProvider = mock.served
  const { authorize, deviceAuthorization = "", token: tokenUrl, userinfo = "" } = provider.endpoints
  const known: HostOptions = {
    integrations: [
      {
        domain: "acme",
        server: { authorizeUrl: authorize, tokenUrl, deviceAuthorizationUrl: deviceAuthorization },
        client: { pkce: true, scopes: ["openid", "profile"] },
        identify: async (accessToken) => {
          const headers = { authorization: `Bearer ${accessToken}` }
          const response = await fetch(userinfo, { headers })
          // The cloud's tokens are of another provider than this one.
          if (!response.ok) return { uniqueId: "of-the-cloud", title: "Cloud account" }
          const { name, sub } = await response.json()
          return { uniqueId: sub, title: name }
        },
        strings: { en: { title: "Acme" }, de: { title: "Acme auf Deutsch" } }
      }
    ],
    verify: (given) =>
      given === token
        ? { id: "you", isAdmin: true }
        : given === userToken
          ? { id: "guest", isAdmin: false }
          : undefined,
    ...options
  }
  const host = await createHost(known)
  onTestFinished(host.close)
  const base = await host.listen(0)
  const addCredential = (clientId = "my-client", name?: string) =>
    host.credentials.create({ domain: "acme", clientId, clientSecret: "my-secret-of-the-client", name })

  /** Links the provider's first user, without a browser. */
  const link = async () => {
    await addCredential()
    const started = await host.flows.start({ domain: "acme", owner: "you", frontendBase: base })
    if (started.type !== "external") throw new Error(JSON.stringify(started))
    await fetch(started.url)
    const [account] = await host.accounts.list()
    if (account === undefined) throw new Error("No account was linked.")
    return account
  }
  const startAgain = async () => {
    const next = await createHost(known)
    onTestFinished(next.close)
    await next.listen(Number(new URL(base).port))
  }
  return {
    provider,
    host,
    link,
    addCredential,
    startAgain,
    url: `${base}/panel/#token=${token}`,
    urlOfUser: `${base}/panel/#token=${userToken}`
  }
}
