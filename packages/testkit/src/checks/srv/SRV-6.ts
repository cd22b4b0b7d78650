import { Effect } from "effect"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { endpointsCheck, shown } from "../../reading/endpoints.ts"
import { isUnusable } from "../../reading/unusable.ts"

export const check = endpointsCheck(
  "SRV-6",
  Effect.fnUntraced(function* ({ authorize, token }) {
    const unusable = [authorize, token].find(({ text }) => isUnusable(text))
    if (unusable)
      return yield* new NotApplicable({ message: `the ${unusable.name} is not an address (see SRV-5)` })
    if (addressOf(authorize.text) !== addressOf(token.text)) return
    return yield* new Violated({
      message: `the authorize URL and the token URL are the same: ${shown(token.text)}`
    })
  })
)

const addressOf = (text: string): string => {
  const url = URL.parse(text)
  return url === null ? text : `${url.origin}${url.pathname.replace(/\/$/, "")}${url.search}`
}
