/** A parameter of a token request, however its body is written. */
import { Option, Predicate, Schema } from "effect"
import type { WireRequest } from "../../subject/Protocol.ts"

/**
 * A parameter of a token request's body: of a form, or of a JSON object as a few providers want; null where there is
 * none.
 *
 * @category requests
 * @since 0.1.0
 */
export const bodyParameter = (request: WireRequest, name: string): string | null => {
  const json = isJsonObject(request.body) ? Option.getOrNull(decodeJson(request.body)) : null
  if (!Predicate.isObject(json)) return new URLSearchParams(request.body).get(name)
  const value: unknown = Reflect.get(json, name)
  return typeof value === "string" ? value : null
}

const isJsonObject = (text: string): boolean => /^\s*\{/.test(text)

const decodeJson = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))
