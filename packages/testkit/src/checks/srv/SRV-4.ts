import { Effect } from "effect"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { endpointsCheck } from "../../reading/endpoints.ts"
import { isUnusable } from "../../reading/unusable.ts"

const reserved: ReadonlySet<string> = new Set([
  "response_type",
  "client_id",
  "client_secret",
  "redirect_uri",
  "state",
  "code_challenge",
  "code_challenge_method"
])

export const check = endpointsCheck(
  "SRV-4",
  Effect.fnUntraced(function* ({ authorize: { text } }, scenario, context) {
    if (isUnusable(text))
      return yield* new NotApplicable({ message: "the authorize URL is not an address (see SRV-5)" })
    const endpoint = URL.parse(text)
    if (endpoint === null)
      return yield* new NotApplicable({ message: "the authorize URL is not a URL (see SRV-1)" })
    const own = [...endpoint.searchParams]
    if (own.length === 0) return
    const taken = own.find(([name]) => reserved.has(name))
    if (taken) {
      return yield* new Violated({
        message: `the authorize URL has ${taken[0]} in its query, which is the host's`
      })
    }
    const url = yield* (yield* context.observe(scenario)).authorizationUrl
    const lost = own.find(([name, value]) => !url.searchParams.getAll(name).includes(value))
    if (lost) {
      return yield* new Violated({
        message: `the authorize URL has ${lost[0]} in its query, and it is lost where the user is sent`
      })
    }
  })
)
