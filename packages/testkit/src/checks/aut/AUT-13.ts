import { type OfflineAccess, offlineAccessOf } from "@application-credentials/mock-provider/profiles"
import { Effect } from "effect"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { findProvider } from "../../engine/findProvider.ts"
import { property } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { authorizationRequest } from "../../reading/authorizationRequest.ts"
import { codeOf, occurrences } from "../../reading/sourceText.ts"

export const check = property(
  "AUT-13",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, context) {
    const seen = yield* context.observe(scenario)
    const parameters = yield* authorizationRequest(seen)
    const provider = findProvider((yield* seen.authorizationUrl).href)
    const access = provider && offlineAccessOf(provider)
    if (provider === undefined || access === undefined) {
      return yield* new NotApplicable({
        message: "the provider is none that is known to give a refresh token only when asked"
      })
    }
    if (asks(access, parameters) || (yield* flowAsks(access, context))) return
    return yield* new Violated({
      message: `${provider.title} gives a refresh token only with ${wordsFor(access)}, and nothing asks for it`,
      // The host's implementation does the same, and the module or its config flow could have asked.
      own: true
    })
  })
)

const asks = (access: OfflineAccess, parameters: URLSearchParams): boolean =>
  access._tag === "Parameter"
    ? parameters.get(access.name) === access.value
    : (parameters.get("scope") ?? "").split(/[ ,]+/).some((scope) => access.anyOf.includes(scope))

/** The config flow adds parameters of its own, which may come of any file: where the value is written, it is asked for. */
const flowAsks = (access: OfflineAccess, context: CheckContext) =>
  context.integration.pipe(
    Effect.map((folder) => {
      const words = access._tag === "Parameter" ? [access.value] : access.anyOf
      const others = [...codeOf(folder)].filter(([path]) => path !== folder.moduleFile)
      return others.some(([, code]) => words.some((word) => occurrences(code, word) > 0))
    }),
    Effect.catchTag("NotApplicable", () => Effect.succeed(false))
  )

const wordsFor = (access: OfflineAccess): string =>
  access._tag === "Parameter" ? `${access.name}=${access.value}` : `the scope ${access.anyOf.join(" or ")}`
