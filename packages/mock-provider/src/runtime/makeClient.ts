/** A client, made of options. */
import { Redacted } from "effect"
import type { Client } from "../core/Client.ts"
import type { ClientOptions } from "./MockProviderOptions.ts"
import { reject } from "./InvalidProviderOptions.ts"

/**
 * Makes a client. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeClient = (options: ClientOptions): Client => {
  const { accessTokens, authentication, clientId, clientSecret, redirectUris } = options
  const methods = typeof authentication === "string" ? [authentication] : authentication
  const secret = typeof clientSecret === "string" ? Redacted.make(clientSecret) : clientSecret
  const name = `The client ${JSON.stringify(clientId)}`
  if (secret === undefined && methods.some((method) => method !== "none")) {
    reject(`${name} authenticates with a secret, but has none.`)
  }
  return {
    clientId,
    clientSecret: secret,
    authentication: methods,
    redirectUris,
    scopes: options.scopes,
    grantTypes: options.grantTypes ?? ["authorization_code", "refresh_token"],
    accessTokens
  }
}
