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
  if (clientId === "") reject("A client has an empty id.")
  if (secret !== undefined && Redacted.value(secret) === "") {
    reject(`${name} has an empty secret: leave clientSecret out for a public client.`)
  }
  if (methods.length === 0) reject(`${name} has no way to authenticate: list "none" for a public client.`)
  if (secret === undefined && methods.some((method) => method !== "none")) {
    reject(`${name} authenticates with a secret, but has none.`)
  }
  // Printable ASCII without a fragment: what a Location field can carry back (RFC 6749, 3.1.2).
  const unusable = redirectUris.find((uri) => !/^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x22\x24-\x7E]+$/.test(uri))
  if (unusable !== undefined) {
    reject(`${name} has a redirect URI that is not an absolute URI without a fragment: ${unusable}`)
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
