/** Token responses as the provider writes them. */
import type { JsonMembers } from "./JsonMembers.ts"
import type { TokenContext, TokenResponseShape } from "./Deviations.ts"
import { jsonResponse } from "./jsonResponse.ts"
import { isForm, membersResponse } from "./membersResponse.ts"
import type { Settings } from "./Settings.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Writes a token response: the standard one, or as the provider's deviations say.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export const tokenResponse = (
  { deviations, tokenMembers }: Settings,
  standard: JsonMembers,
  about: TokenContext
): WireResponse => {
  const shape = deviations.tokenResponse
  if (shape === undefined) return jsonResponse(200, { ...tokenMembers, ...standard })
  const own = typeof shape.members === "function" ? shape.members(about) : shape.members
  const members = { ...tokenMembers, ...own, ...shapeMembers(shape, standard, about) }
  const { contentType, format, status = 200 } = shape
  if (shape.write === undefined || isForm(format, about.request)) {
    return membersResponse(about.request, { status, format, contentType }, members)
  }
  const headers = contentType === undefined ? undefined : { "content-type": contentType }
  return jsonResponse(status, shape.write(members, about), headers)
}

const shapeMembers = (
  shape: TokenResponseShape,
  standard: JsonMembers,
  { scope }: TokenContext
): JsonMembers => {
  const shaped = Object.entries(standard).flatMap(([name, value]) => {
    const written = shapeMember(shape, name, value, scope)
    return written === undefined ? [] : [[shape.memberNames?.[name] ?? name, written] as const]
  })
  return Object.fromEntries(shaped)
}

type Value = JsonMembers[string]

const shapeMember = (
  shape: TokenResponseShape,
  name: string,
  value: Value,
  scope: ReadonlyArray<string>
): Value | undefined => {
  if (name === "scope") return shapeScope(shape, value, scope)
  if (name === "expires_in" && shape.expiresIn === "missing") return undefined
  if (name === "expires_in" && shape.expiresIn === "string") return `${value}`
  if (name === "token_type" && shape.tokenType !== undefined) {
    return shape.tokenType === "missing" ? undefined : shape.tokenType
  }
  return value
}

const shapeScope = (shape: TokenResponseShape, value: Value, scope: ReadonlyArray<string>) => {
  switch (shape.scope) {
    case "missing":
      return undefined
    case "array":
      return [...scope]
    case "comma-string":
      return scope.join(",")
    default:
      return value
  }
}
