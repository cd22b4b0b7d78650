/** What the hooks give, in the contract's own terms. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type ClientCredential, isOAuth2Implementation } from "@application-credentials/sdk"
import type { Described, ImplementationValue } from "../../subject/Protocol.ts"
import { describeValue, member, typeName } from "./describeValue.ts"

/** Describes an authorization server: whatever has both endpoints as text is one. */
export const describeServer = (value: unknown): Described => {
  const authorizeUrl = member(value, "authorizeUrl")
  const tokenUrl = member(value, "tokenUrl")
  const isServer = typeof authorizeUrl === "string" && typeof tokenUrl === "string"
  return {
    type: isServer ? "AuthorizationServer" : typeName(value),
    authorizeUrl: describeOrNull(authorizeUrl),
    tokenUrl: describeOrNull(tokenUrl)
  }
}

/** Describes the answer of `getClientCredential`: null for none. */
export const describeCredentialAnswer = (value: unknown): Described => {
  if (!Option.isOption(value))
    return { ...credentialMembers(value), type: `${typeName(value)}, not an Option` }
  if (Option.isNone(value)) return null
  const members = credentialMembers(value.value)
  const isCredential =
    typeof members.clientId === "string" && Redacted.isRedacted(member(value.value, "clientSecret"))
  return { ...members, type: isCredential ? "ClientCredential" : typeName(value.value) }
}

/** Describes an implementation, and the credential that it was made with as it is now. */
export const describeImplementation = (value: unknown, credential: ClientCredential): ImplementationValue => {
  const server = member(value, "server")
  const shown = (name: string) => describeOrNull(member(value, name) ?? member(server, name))
  const isImplementation = isOAuth2Implementation(value)
  const type = typeName(value)
  return {
    type: isImplementation && type === "Object" ? "OAuth2Implementation" : type,
    isImplementation,
    domain: describeOrNull(member(value, "domain")),
    name: describeOrNull(member(value, "name")),
    authorizeUrl: shown("authorizeUrl"),
    tokenUrl: shown("tokenUrl"),
    credentialAfter: credentialMembers(credential)
  }
}

const credentialMembers = (value: unknown) => {
  const secret = member(value, "clientSecret")
  return {
    clientId: describeOrNull(member(value, "clientId")),
    clientSecret: describeOrNull(Redacted.isRedacted(secret) ? Redacted.value(secret) : secret),
    name: describeOrNull(member(value, "name"))
  }
}

const describeOrNull = (value: unknown): Described => (value === undefined ? null : describeValue(value))
