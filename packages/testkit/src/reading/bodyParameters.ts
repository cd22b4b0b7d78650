/** The parameters of a token request, however its body is written. */
import { Option, Schema } from "effect"
import type { WireRequest } from "../subject/Protocol.ts"

/**
 * The parameters of a token request's body: of a form, or the texts of a JSON object, as a few providers want.
 */
export const bodyParameters = ({ body }: WireRequest): URLSearchParams => {
  const members = isJsonObject(body) ? Option.getOrNull(decodeMembers(body)) : null
  if (members === null) return new URLSearchParams(body)
  const texts = Object.entries(members).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : []
  )
  return new URLSearchParams(texts)
}

/** Looks before it parses: nearly all bodies are forms. */
const isJsonObject = (body: string): boolean => /^\s*\{/.test(body)

const decodeMembers = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
)
