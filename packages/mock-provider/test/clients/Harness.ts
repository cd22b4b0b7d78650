/** A provider on a real port with its clients, and a browser that goes there. */
import type { ClientOptions, EndpointName, MockProvider, MockProviderOptions } from "../../src/index.ts"
import { deviceCodeGrant, MockProvider as Provider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"

/** An app on this machine listens at any free port (RFC 8252, 7.3): the port is not part of what is registered. */
export const redirectUri = "http://127.0.0.1:51004/callback"

/** A client with a secret. */
export interface Credential {
  readonly clientId: string
  readonly clientSecret: string
}

const everyGrant = {
  redirectUris: ["http://127.0.0.1/callback"],
  grantTypes: ["authorization_code", "refresh_token", "client_credentials", deviceCodeGrant],
  scopes: ["openid", "profile", "email", "read", "write"]
} as const

/** Of printable ASCII (RFC 6749, A.1). RFC 6749, 2.3.1 has this form encoded before it goes into the Basic scheme. */
export const basicClient = {
  ...everyGrant,
  clientId: "an app: n+1",
  clientSecret: "s%20cret & ~/=",
  authentication: "client_secret_basic"
} as const satisfies ClientOptions

/** For the clients that leave it out: the characters that are the same in both. */
export const plainClient = {
  ...everyGrant,
  clientId: "plain-app",
  clientSecret: "plain-secret",
  authentication: "client_secret_basic"
} as const satisfies ClientOptions

export const postClient = {
  ...everyGrant,
  clientId: "post app",
  clientSecret: "p&st+s=cret %",
  authentication: "client_secret_post"
} as const satisfies ClientOptions

export const publicClient = {
  ...everyGrant,
  clientId: "public-app",
  authentication: "none",
  grantTypes: ["authorization_code", "refresh_token"]
} as const satisfies ClientOptions

/** Starts a provider at a free port; `await using` stops it. Keys are of the kind that is made fastest. */
export const open = async (options: Partial<MockProviderOptions> = {}) => {
  const server = await serve((url) =>
    Provider.make({
      issuer: url,
      clients: [basicClient, plainClient, postClient, publicClient],
      accessTokens: { algorithm: "ES256" },
      ...options
    })
  )
  return {
    provider: server.served,
    issuer: server.url,
    [Symbol.asyncDispose]: () => server.close()
  }
}

/** Goes to a URL as a browser does, and gives the URL that it is sent to. */
export const browse = async (url: string | URL): Promise<URL> => {
  const response = await fetch(url, { redirect: "manual" })
  const location = response.headers.get("location")
  if (location === null) throw new Error(`No redirect, but ${response.status}: ${await response.text()}`)
  return new URL(location)
}

/** The rules for which the provider refused requests, in order. */
export const refusals = (provider: MockProvider): ReadonlyArray<string> =>
  provider.journal.flatMap(({ rule }) => (rule === undefined ? [] : [rule]))

/** What a promise rejects with. */
export const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => {
      throw new Error(`It did not fail, but gave ${JSON.stringify(value)}`)
    },
    (error: unknown) => error
  )

/** The URL of an endpoint that every provider of these tests has. */
export const endpoint = ({ endpoints }: MockProvider, name: EndpointName): string => {
  const url = endpoints[name]
  if (url === undefined) throw new Error(`There is no ${name}`)
  return url
}
