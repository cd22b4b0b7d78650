import { Effect, Option } from "effect"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { ownAuthorizeUrl } from "../../reading/configFlow.ts"
import { endpointsCheck, shown } from "../../reading/endpoints.ts"
import { codeOf, occurrences } from "../../reading/sourceText.ts"
import { isUnusable, unusableReason } from "../../reading/unusable.ts"
import type { Outcome } from "../../subject/Protocol.ts"

export const check = endpointsCheck(
  "SRV-5",
  Effect.fnUntraced(function* ({ authorize, token }, scenario, context) {
    let elsewhere: string | null = null
    for (const { name, text } of [authorize, token]) {
      const reason = unusableReason(text)
      if (reason === null) continue
      const seen = yield* context.observe(scenario)
      if (
        isElsewhere(
          text,
          name === "authorize URL" ? seen.outcomes.authorize : seen.requests.exchange?.[0]?.url
        )
      ) {
        elsewhere ??= `the ${name} is ${reason}, and the implementation goes elsewhere`
        continue
      }
      const flow = name === "authorize URL" ? yield* ownAuthorizeUrl(context) : null
      if (flow !== null) {
        elsewhere ??= `the ${name} is ${reason}, and ${flow} makes one of its own`
        continue
      }
      const filler = yield* fillerOf(name, context)
      if (filler !== null) {
        return yield* new Inconclusive({ message: `the ${name} is ${reason}, and ${filler} may fill it in` })
      }
      return yield* new Violated({
        message: `the ${name} is ${reason}${text.trim() === "" ? "" : `: ${shown(text)}`}`
      })
    }
    if (elsewhere !== null) return yield* new NotApplicable({ message: elsewhere })
  })
)

/** Whether what an implementation really uses is an address all the same, and another. */
const isElsewhere = (declared: string, used: Outcome | string | undefined): boolean => {
  const text = typeof used === "object" && used._tag === "returned" ? used.value : used
  const url = typeof text === "string" ? URL.parse(text) : null
  if (url === null) return false
  const path = Option.getOrElse(decodePath(url.pathname), () => url.pathname)
  const address = `${url.origin}${path}`
  return !isUnusable(address) && address !== URL.parse(declared)?.href.replace(/[?#].*$/, "")
}

const decodePath = Option.liftThrowable(decodeURIComponent)

/** The authorize URL may come of the flow instead, as in an integration that needs the user's project in it. */
const fillers: { readonly [name: string]: ReadonlyArray<string> } = {
  "authorize URL": ["authorize_url", "async_generate_authorize_url", "authorizeUrl"],
  "token URL": ["token_url", "tokenUrl"]
}

/** Another file of the folder that mentions the endpoint, or null. */
const fillerOf = (name: string, { integration }: CheckContext): Effect.Effect<string | null> =>
  integration.pipe(
    Effect.map((folder) => {
      const [file] =
        [...codeOf(folder)].find(
          ([path, code]) =>
            path !== folder.moduleFile && (fillers[name] ?? []).some((word) => occurrences(code, word) > 0)
        ) ?? []
      return file ?? null
    }),
    Effect.catchTag("NotApplicable", () => Effect.succeed(null))
  )
