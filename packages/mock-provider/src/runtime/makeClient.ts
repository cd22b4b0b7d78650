/** A client, made of options. */
import { Redacted } from "effect"
import type { Client } from "../core/Client.ts"
import type { ClientOptions } from "./MockProviderOptions.ts"
import { reject } from "./InvalidProviderOptions.ts"

/** Makes a client. Throws `InvalidProviderOptions`. */
export const makeClient = (options: ClientOptions): Client => {
  const { accessTokens, authentication, clientId, clientSecret, redirectUris } = options
  const methods = typeof authentication === "string" ? [authentication] : authentication
  const secret = typeof clientSecret === "string" ? Redacted.make(clientSecret) : clientSecret
  const name = `The client ${JSON.stringify(clientId)}`
  const keys = options.jwks?.keys ?? []
  if (secret === undefined && methods.some((method) => method.startsWith("client_secret_"))) {
    reject(`${name} authenticates with a secret, but has none.`)
  }
  if (secret !== undefined && methods.includes("client_secret_jwt") && Redacted.value(secret).length < 32) {
    reject(`${name} signs with its secret, which then has to have at least 32 characters (RFC 7518, 3.2).`)
  }
  if (keys.length === 0 && methods.includes("private_key_jwt")) {
    reject(`${name} authenticates with a key, but has none: give its public keys as jwks.`)
  }
  return {
    clientId,
    clientSecret: secret,
    authentication: methods,
    keys,
    redirectUris,
    postLogoutRedirectUris: options.postLogoutRedirectUris ?? [],
    scopes: options.scopes,
    grantTypes: options.grantTypes ?? ["authorization_code", "refresh_token"],
    accessTokens,
    dpopBound: options.dpopBound ?? false
  }
}
