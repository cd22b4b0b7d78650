import { documentedAuthenticationOf } from "@application-credentials/mock-provider/profiles"
import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { findProvider } from "../../engine/findProvider.ts"
import { observation } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { type Method, methodName, methodsOf } from "../../reading/clientAuthentication.ts"
import { verifierOf } from "../../reading/pkce.ts"
import { codeRequest } from "../../reading/tokenRequest.ts"

export const check = observation(
  "TOK-16",
  { arbitrary: ordinaryScenario, extent: "exchange" },
  Effect.fnUntraced(function* (seen) {
    const request = yield* codeRequest(seen)
    const provider = findProvider(request.url)
    const documented = provider && documentedAuthenticationOf(provider)
    if (provider === undefined || documented === undefined) {
      return yield* new NotApplicable({
        message: "the provider is none whose documents are known to name the methods"
      })
    }
    const taken = documented.map((name) => methodOf[name])
    const [used, ...others] = methodsOf(request)
    if (used === "none" && verifierOf(request) !== null) {
      return yield* new NotApplicable({ message: "it is a public client: PKCE stands in for a secret" })
    }
    // Two methods at once are TOK-4's.
    if (used === undefined || others.length > 0 || taken.includes(used)) return
    return yield* new Violated({
      message: `it authenticates by ${methodName[used]}, and ${provider.title} documents ${documented.join(" and ")}`,
      // The host's implementation does the same, and the module could have had one of its own.
      own: true
    })
  })
)

type Documented = NonNullable<ReturnType<typeof documentedAuthenticationOf>>[number]

const methodOf: { readonly [name in Documented]: Method } = {
  client_secret_basic: "basic",
  client_secret_post: "post",
  none: "none"
}
