/** The metadata with which a client registers itself. */
import type { Client, ClientAuthenticationMethod, GrantType } from "./Client.ts"
import { grantTypes as allGrantTypes } from "./Client.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { isMembers } from "./ReceivedJwt.ts"
import { Refusal } from "./Refusal.ts"
import { decodeScope } from "./Scope.ts"

/**
 * Reads what a client says of itself, and refuses what the provider cannot do. What is left out is the standard: a
 * confidential client with HTTP Basic that asks for codes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7591#section-2
 */
export const readClientMetadata = (
  members: JsonMembers
): Omit<Client, "clientId" | "clientSecret"> | Refusal => {
  const methodName = members["token_endpoint_auth_method"] ?? "client_secret_basic"
  const method = methods.find((each) => each === methodName)
  const grantTypes = readGrantTypes(members["grant_types"] ?? ["authorization_code"])
  if (method === undefined || grantTypes === undefined) return new Refusal("registration-metadata")
  const isForCodes = grantTypes.includes("authorization_code")
  const responseTypes = members["response_types"] ?? (isForCodes ? ["code"] : [])
  if (JSON.stringify(responseTypes) !== (isForCodes ? '["code"]' : "[]"))
    return new Refusal("registration-metadata")
  if (method === "none" && grantTypes.includes("client_credentials"))
    return new Refusal("registration-metadata")
  const redirectUris = readTexts(members["redirect_uris"] ?? [])
  const isUsable = redirectUris?.every(isRedirectUri) === true && (!isForCodes || redirectUris.length > 0)
  if (redirectUris === undefined || !isUsable) return new Refusal("registration-redirect-uris")
  const { scope } = members
  const scopes = typeof scope === "string" ? decodeScope(scope) : undefined
  if (scope !== undefined && scopes === undefined) return new Refusal("registration-metadata")
  const keys = readKeys(members["jwks"])
  if (keys === undefined || (method === "private_key_jwt" && keys.length === 0)) {
    return new Refusal("registration-metadata")
  }
  const postLogoutRedirectUris = readTexts(members["post_logout_redirect_uris"] ?? [])
  if (postLogoutRedirectUris?.every(isRedirectUri) !== true) return new Refusal("registration-redirect-uris")
  return {
    authentication: [method],
    keys,
    grantTypes,
    redirectUris,
    postLogoutRedirectUris,
    scopes,
    accessTokens: undefined,
    dpopBound: members["dpop_bound_access_tokens"] === true
  }
}

// Public keys only, and not more than anybody has (RFC 7591, 2).
const readKeys = (jwks: unknown): ReadonlyArray<JsonMembers> | undefined => {
  if (jwks === undefined) return []
  const keys = isMembers(jwks) ? jwks["keys"] : undefined
  if (!Array.isArray(keys) || keys.length > 20) return undefined
  const known = keys.filter((key) => isMembers(key) && key["d"] === undefined && key["k"] === undefined)
  return known.length === keys.length ? known : undefined
}

const methods: ReadonlyArray<ClientAuthenticationMethod> = [
  "client_secret_basic",
  "client_secret_jwt",
  "client_secret_post",
  "none",
  "private_key_jwt"
]

const readTexts = (value: unknown): ReadonlyArray<string> | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === "string") ? value : undefined

const readGrantTypes = (value: unknown): ReadonlyArray<GrantType> | undefined => {
  const named = readTexts(value)
  const known = named?.flatMap((name) => allGrantTypes.filter((each) => each === name))
  return known !== undefined && known.length > 0 && known.length === named?.length ? known : undefined
}

// Pages have https, apps on this machine the loopback or a scheme of their own (RFC 8252, 7; RFC 9700, 2.1).
const isRedirectUri = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null || !/^[\x21\x22\x24-\x7E]+$/.test(text)) return false
  if (url.protocol === "https:") return true
  if (url.protocol === "http:") return ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname)
  return /^[a-z][a-z0-9+-]*\.[a-z0-9+.-]+:$/.test(url.protocol)
}
