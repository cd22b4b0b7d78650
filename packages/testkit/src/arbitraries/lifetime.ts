/** The forms in which providers say how long a token lives. */
import * as fc from "fast-check"
import type { TokenMembers } from "./tokenResponse.ts"

/** A form of `expires_in`. */
export type Lifetime = "a number" | "a numeric string" | "missing"

/** Any of them. */
export const lifetime: fc.Arbitrary<Lifetime> = fc.constantFrom("a number", "a numeric string", "missing")

/** A token whose `expires_in` has a form. */
export const withLifetime = (token: TokenMembers, given: Lifetime): TokenMembers => {
  const { expires_in, ...rest } = token
  if (given === "missing") return rest
  return { ...token, expires_in: given === "a number" ? Number(expires_in) : String(expires_in) }
}

/** The form of a token's `expires_in`. */
export const lifetimeOf = (token: TokenMembers): Lifetime => {
  switch (typeof token["expires_in"]) {
    case "number":
      return "a number"
    case "string":
      return "a numeric string"
    default:
      return "missing"
  }
}
