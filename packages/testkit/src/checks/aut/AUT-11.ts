import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { observation } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"

export const check = observation(
  "AUT-11",
  { arbitrary: ordinaryScenario },
  Effect.fnUntraced(function* (seen) {
    const scope = (yield* authorizationRequest(seen)).get("scope")
    if (scope === null || scope === "") {
      return yield* new NotApplicable({
        message: "the authorization URL has no scope (the config flow may add it)"
      })
    }
    const fault = scopeFault(scope)
    if (fault === null) return
    return yield* new Violated({ message: `the authorization URL's scope ${fault}` })
  })
)

/**
 * What is wrong with a scope, to follow "the scope", or null. Commas are legal characters of a token, and a few
 * providers want them in place of spaces: they are no fault, but a scope is still there once.
 *
 * @see RFC 6749, section 3.3
 */
export const scopeFault = (scope: string): string | null => {
  const tokens = scope.split(" ")
  if (tokens.includes(""))
    return "has a space too many: one separates two scopes, and none stands at the ends"
  const illegal = [...scope].find((character) => !/[\x20\x21\x23-\x5b\x5d-\x7e]/.test(character))
  if (illegal !== undefined) return `holds ${JSON.stringify(illegal)}, which no scope may have`
  if (/^[[(].*[\])]$/.test(scope)) return "is a list printed as text"
  const names = tokens.length === 1 ? scope.split(",") : tokens
  const twice = names.find((name, index) => names.indexOf(name) < index)
  return twice === undefined ? null : `names ${JSON.stringify(twice)} twice`
}
