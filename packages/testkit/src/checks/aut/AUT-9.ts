import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { findProvider } from "../../engine/findProvider.ts"
import { property } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"

export const check = property(
  "AUT-9",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const parameters = yield* authorizationRequest(seen)
    if (parameters.has("code_challenge")) return
    const provider = findProvider((yield* seen.authorizationUrl).href)
    if (provider === undefined || provider.pkce === "unknown") {
      return yield* new NotApplicable({ message: "the provider is none that is known to support PKCE" })
    }
    return yield* new Violated({
      message: `${provider.title} supports PKCE, and the authorization URL has no code_challenge`,
      // The host's plain implementation does the same, but the module could have taken the one with PKCE.
      own: context.module.hooks.getAuthImplementation !== undefined
    })
  })
)
