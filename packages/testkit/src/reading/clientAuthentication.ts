/** How a token request proves who the client is. */
import { binaryFromBase64 } from "../engine/binaryFromBase64.ts"
import type { WireRequest } from "../subject/Protocol.ts"
import { bodyParameters } from "./bodyParameters.ts"

/** A way to authenticate at the token endpoint. */
export type Method = "basic" | "post" | "assertion" | "none" | "other"

/** The methods that a request uses at once, `none` where it uses no other. In a sound request there is one. */
export const methodsOf = (request: WireRequest): ReadonlyArray<Method> => {
  const parameters = bodyParameters(request)
  const authorization = request.headers["authorization"]
  const used: ReadonlyArray<Method> = [
    ...(authorization === undefined
      ? []
      : [isBasic(authorization) ? ("basic" as const) : ("other" as const)]),
    ...(parameters.get("client_secret") ? ["post" as const] : []),
    ...(parameters.get("client_assertion") ? ["assertion" as const] : [])
  ]
  return used.length === 0 ? ["none"] : used
}

/** Names a method in words. */
export const methodName: { readonly [method in Method]: string } = {
  basic: "HTTP Basic",
  post: "client_secret in the body",
  assertion: "client_assertion",
  none: "no secret",
  other: "an Authorization header that is not HTTP Basic"
}

const isBasic = (authorization: string): boolean => /^basic /i.test(authorization)

/** An id and a secret, as a Basic header carries them. */
export interface Pair {
  readonly clientId: string
  readonly clientSecret: string
}

/** The pair in a request's Basic header before form decoding: null without one, undefined where it is malformed. */
export const basicPair = (request: WireRequest): Pair | null | undefined => {
  const authorization = request.headers["authorization"]
  if (authorization === undefined || !isBasic(authorization)) return null
  const encoded = authorization.slice("basic ".length).trim()
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(encoded)) return undefined
  const bytes = Uint8Array.from(binaryFromBase64(encoded), (character) => character.charCodeAt(0))
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
  const colon = text.indexOf(":")
  return colon < 0 ? undefined : { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) }
}

/** A pair after form decoding, or null where it is not form encoded. */
export const decodePair = ({ clientId, clientSecret }: Pair): Pair | null => {
  try {
    return { clientId: formDecode(clientId), clientSecret: formDecode(clientSecret) }
  } catch {
    return null
  }
}

/** Decodes as RFC 6749, appendix B says; throws where a percent sign starts no encoded byte. */
const formDecode = (text: string): string => decodeURIComponent(text.replaceAll("+", " "))
