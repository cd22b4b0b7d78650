/** Token responses as the provider writes them. */
import { encodeForm } from "./FormEncoding.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import type { TokenContext, TokenResponseShape } from "./Deviations.ts"
import { jsonResponse, uncached } from "./jsonResponse.ts"
import type { Settings } from "./Settings.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Writes a token response: the standard one, or as the provider's deviations say.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 * @category encoding
 * @since 0.1.0
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
  const body = shape.write === undefined ? members : shape.write(members, about)
  const status = shape.status ?? 200
  if (isForm(shape, about)) {
    const contentType = shape.contentType ?? "application/x-www-form-urlencoded"
    return { status, headers: { "content-type": contentType, ...uncached }, body: formOf(members) }
  }
  return jsonResponse(
    status,
    body,
    shape.contentType === undefined ? undefined : { "content-type": shape.contentType }
  )
}

const isForm = ({ format }: TokenResponseShape, { request }: TokenContext): boolean => {
  if (format === undefined || format === "json") return false
  return format === "form" || !/\bapplication\/json\b/i.test(request.header("accept") ?? "")
}

const formOf = (members: JsonMembers): string =>
  encodeForm(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value)
    ])
  )

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
