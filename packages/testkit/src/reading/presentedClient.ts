/** Which client a token request says that it comes from. */
import type { WireRequest } from "../subject/Protocol.ts"
import { bodyParameters } from "./bodyParameters.ts"
import { basicPair, decodePair, type Pair } from "./clientAuthentication.ts"
import { parameterName } from "./knownProvider.ts"

/**
 * The ids and secrets that a token request presents, in its body, its URL and its HTTP Basic header; usually one of
 * each. Those of HTTP Basic are listed both as they stand and with their form encoding undone, as clients differ.
 *
 * @see RFC 6749, section 2.3.1
 */
export interface PresentedClient {
  readonly ids: ReadonlyArray<Presented>
  readonly secrets: ReadonlyArray<Presented>
}

/** One value, in every way in which it can be meant. */
export type Presented = ReadonlyArray<string>

/** Reads the client that a token request presents. */
export const presentedClient = (request: WireRequest): PresentedClient => {
  const basic = basicPair(request) ?? null
  return {
    ids: [...parametersOf(request, "client_id"), ...meanings(basic, "clientId")],
    secrets: [...parametersOf(request, "client_secret"), ...meanings(basic, "clientSecret")]
  }
}

const parametersOf = (request: WireRequest, name: string): ReadonlyArray<Presented> =>
  [
    bodyParameters(request).get(parameterName(request.url, name)),
    URL.parse(request.url)?.searchParams.get(name) ?? null
  ].flatMap((value) => (value === null || value === "" ? [] : [[value]]))

const meanings = (basic: Pair | null, member: keyof Pair): ReadonlyArray<Presented> => {
  if (basic === null || basic[member] === "") return []
  const decoded = decodePair(basic)
  return [decoded === null ? [basic[member]] : [basic[member], decoded[member]]]
}
