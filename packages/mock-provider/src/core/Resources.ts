/** Resource indicators: which APIs a token is for. */
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"

/**
 * Reads the resources that a request names: each has to be one that the provider knows, and one of the grant's where the
 * grant has any. A request that names none gets those of the grant.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8707#section-2
 */
export const readResources = (
  { allow, resources, urls }: Settings,
  parameters: RequestParameters,
  granted: ReadonlyArray<string> = []
): ReadonlyArray<string> | Refusal => {
  if (allow.ignoredResource) return granted
  if (parameters.get("resource") === undefined) return granted
  const named = [...new Set(parameters.all("resource").filter((text) => text !== ""))]
  if (named.some((text) => !isResource(text))) return new Refusal("resource-syntax")
  const known = urls.resource === undefined ? resources : [...resources, urls.resource]
  if (!named.every((text) => hasResource(known, text))) return new Refusal("resource-unknown")
  const isWider = granted.length > 0 && !named.every((text) => hasResource(granted, text))
  return isWider ? new Refusal("resource-widened") : named
}

/** Says whether a list has a resource: the same URI, however it is written. */
export const hasResource = (list: ReadonlyArray<string>, resource: string): boolean =>
  list.some((each) => each === resource || isSameUrl(each, resource))

const isSameUrl = (one: string, other: string): boolean => {
  const url = URL.parse(one)
  return url !== null && url.href === URL.parse(other)?.href
}

// An absolute URI without a fragment (RFC 8707, 2).
const isResource = (text: string): boolean => URL.canParse(text) && !text.includes("#")

/**
 * Writes an audience: a text for one, a list for several.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3
 */
export const writeAudience = (resources: ReadonlyArray<string>): string | ReadonlyArray<string> => {
  const [only, ...more] = resources
  return only !== undefined && more.length === 0 ? only : resources
}
