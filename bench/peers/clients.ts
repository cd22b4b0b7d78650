/** The clients that are registered with every server that takes registrations. */
import { generateKeyPairSync } from "node:crypto"

/** The grants that a token or an assertion gives, not a person. */
export const exchangeGrants = {
  jwtBearer: "urn:ietf:params:oauth:grant-type:jwt-bearer",
  tokenExchange: "urn:ietf:params:oauth:grant-type:token-exchange"
} as const

type ExchangeGrant = (typeof exchangeGrants)[keyof typeof exchangeGrants]

/**
 * A client with a secret, which it sends in the Basic scheme or signs with, one with a key, by which it signs, or a public
 * one.
 */
export interface PeerClient {
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly signsWithSecret?: true
  readonly jwk?: PublicKey
  readonly postLogoutRedirectUris?: ReadonlyArray<string>
  readonly grantTypes: ReadonlyArray<
    "authorization_code" | "refresh_token" | "client_credentials" | ExchangeGrant
  >
}

/** A public key as a JWK. */
export type PublicKey = Readonly<Record<string, string>>

export const redirectUri = "https://app.example/callback"
export const scopes: ReadonlyArray<string> = ["openid", "profile", "email", "read"]

export const app: PeerClient = {
  clientId: "app",
  clientSecret: "secret-of-the-app",
  grantTypes: ["authorization_code", "refresh_token"]
}

export const otherApp: PeerClient = {
  clientId: "other-app",
  clientSecret: "secret-of-the-other-app",
  grantTypes: ["authorization_code", "refresh_token"]
}

export const publicApp: PeerClient = {
  clientId: "public-app",
  clientSecret: undefined,
  postLogoutRedirectUris: [`${redirectUri}/signed-out`],
  grantTypes: ["authorization_code", "refresh_token"]
}

export const machine: PeerClient = {
  clientId: "machine",
  clientSecret: "secret-of-the-machine",
  grantTypes: ["client_credentials"]
}

const makeKey = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
  const { crv = "", kty = "", x = "", y = "" } = publicKey.export({ format: "jwk" })
  const jwk: PublicKey = { kty, crv, x, y }
  return { privateKey, jwk }
}

export const keyOfMachine = makeKey()
export const anotherKey = makeKey()

export const keyMachine: PeerClient = {
  clientId: "key-machine",
  clientSecret: undefined,
  jwk: keyOfMachine.jwk,
  grantTypes: ["client_credentials"]
}

export const secretMachine: PeerClient = {
  clientId: "secret-machine",
  clientSecret: "a-secret-that-is-long-enough-to-sign-with",
  signsWithSecret: true,
  grantTypes: ["client_credentials"]
}

export const exchanger: PeerClient = {
  clientId: "exchanger",
  clientSecret: "secret-of-the-exchanger",
  grantTypes: ["client_credentials", exchangeGrants.jwtBearer, exchangeGrants.tokenExchange]
}

/** Who may write assertions that give tokens. */
export const trustedIssuer = { issuer: "https://issuer.example", key: makeKey() }

/** The ids of clients that are known by a document there: one that is right, and wrong ones. */
export const documents = {
  right: "https://client.example/right/metadata.json",
  wrong: "https://client.example/secret/metadata.json",
  another: "https://client.example/another/metadata.json",
  bySecret: "https://client.example/by-secret/metadata.json",
  missing: "https://client.example/missing/metadata.json"
}

/** The documents by their URLs. */
export const documentsByUrl = {
  [documents.right]: {
    client_id: documents.right,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "none"
  },
  [documents.bySecret]: {
    client_id: documents.bySecret,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "client_secret_post"
  },
  [documents.wrong]: {
    client_id: documents.wrong,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "none",
    client_secret: "everybody's"
  },
  [documents.another]: {
    client_id: documents.wrong,
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: "none"
  }
}

/** The APIs that tokens may be for. */
export const api = "https://api.example/"
export const otherApi = "https://other-api.example/"

export const clients: ReadonlyArray<PeerClient> = [
  app,
  otherApp,
  publicApp,
  machine,
  keyMachine,
  secretMachine,
  exchanger
]
