/** The clients that are registered with every server that takes registrations. */
import { generateKeyPairSync } from "node:crypto"

/** A client with a secret, which it sends in the Basic scheme, one with a key, by which it signs, or a public one. */
export interface PeerClient {
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly jwk?: PublicKey
  readonly postLogoutRedirectUris?: ReadonlyArray<string>
  readonly grantTypes: ReadonlyArray<"authorization_code" | "refresh_token" | "client_credentials">
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

/** A client that is known by a document at its id, and one whose document has a secret. */
export const documents = {
  wrong: "https://client.example/secret/metadata.json",
  another: "https://client.example/another/metadata.json"
}

/** The documents by their URLs. */
export const documentsByUrl = {
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

/** An API that tokens may be for. */
export const api = "https://api.example/"

export const clients: ReadonlyArray<PeerClient> = [app, otherApp, publicApp, machine, keyMachine]
