/** How a token request says which client sends it, before anything is checked. */
import { Redacted } from "effect"
import { decodeFormComponent } from "./FormEncoding.ts"
import { decodeJwt } from "./ReceivedJwt.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { RuleName } from "./rules.ts"

/**
 * Names a place where a request carries a client secret or its equivalent.
 *
 * @category models
 * @since 0.1.0
 */
export type CredentialPlace =
  | "authorization_other"
  | "client_assertion"
  | "client_secret_basic"
  | "client_secret_in_url"
  | "client_secret_post"

/**
 * Names how id and secret are written in HTTP Basic: form encoded first, which is the standard, or as they are.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export type BasicCredentials = "form" | "raw"

/**
 * Describes the client authentication of a request. `places` lists every place that carries a credential, `method`
 * sums them up, `clientId` is the one of the field, or of the client's assertion, or else the parameter, and `problem` names the rule that a malformed
 * `Authorization` field breaks.
 *
 * @category models
 * @since 0.1.0
 */
export interface PresentedAuthentication {
  readonly method: CredentialPlace | "none" | "several"
  readonly places: ReadonlyArray<CredentialPlace>
  readonly clientId: string | undefined
  readonly clientSecret: Redacted.Redacted<string> | undefined
  readonly problem: RuleName | undefined
}

/**
 * Reads the client authentication off a request's `Authorization` field, body and query.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export const presentedAuthentication = (
  authorization: string | undefined,
  body: RequestParameters,
  query: RequestParameters,
  basic: BasicCredentials = "form"
): PresentedAuthentication => {
  const places: Array<CredentialPlace> = []
  const header = authorization === undefined ? undefined : readAuthorization(authorization, basic)
  if (header !== undefined) places.push(header.place)
  const posted = body.get("client_secret")
  if (posted !== undefined) places.push("client_secret_post")
  const assertion = body.get("client_assertion")
  if (assertion !== undefined) places.push("client_assertion")
  const inUrl = query.get("client_secret")
  if (inUrl !== undefined) places.push("client_secret_in_url")
  const secret = header?.clientSecret ?? posted ?? inUrl
  return {
    method: places.length > 1 ? "several" : (places[0] ?? "none"),
    places,
    clientId: header?.clientId ?? subjectOf(assertion) ?? body.get("client_id") ?? query.get("client_id"),
    clientSecret: secret === undefined ? undefined : Redacted.make(secret, { label: "client secret" }),
    problem: header?.problem
  }
}

const subjectOf = (assertion: string | undefined): string | undefined => {
  const sub = assertion === undefined ? undefined : decodeJwt(assertion)?.claims["sub"]
  return typeof sub === "string" ? sub : undefined
}

interface AuthorizationField {
  readonly place: "authorization_other" | "client_secret_basic"
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly problem: RuleName | undefined
}

const readAuthorization = (field: string, basic: BasicCredentials): AuthorizationField => {
  const space = field.indexOf(" ")
  const scheme = (space < 0 ? field : field.slice(0, space)).toLowerCase()
  if (scheme !== "basic") return unreadable("authorization_other", "authorization-scheme")
  const text = space < 0 ? undefined : decodeBase64(field.slice(space + 1).trim())
  const colon = text === undefined ? -1 : text.indexOf(":")
  if (text === undefined || colon < 0) return unreadable("client_secret_basic", "basic-syntax")
  const clientId = decodeBasic(text.slice(0, colon), basic)
  const clientSecret = decodeBasic(text.slice(colon + 1), basic)
  if (clientId === undefined || clientSecret === undefined) {
    return unreadable("client_secret_basic", "basic-encoding")
  }
  return { place: "client_secret_basic", clientId, clientSecret, problem: undefined }
}

const decodeBasic = (text: string, basic: BasicCredentials): string | undefined =>
  basic === "raw" ? text : decodeFormComponent(text)

const unreadable = (place: AuthorizationField["place"], problem: RuleName): AuthorizationField => ({
  place,
  clientId: undefined,
  clientSecret: undefined,
  problem
})

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

const decodeBase64 = (text: string): string | undefined => {
  try {
    const bytes = atob(text)
    if (!/[^\x00-\x7F]/.test(bytes)) return bytes
    return utf8.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}
