import { Effect } from "effect"
import type { World } from "../Bench.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { codeOf, occurrences } from "../mod/sourceText.ts"
import { endpointsCheck } from "./endpoints.ts"
import { unusableReason } from "./unusable.ts"

/** Neither endpoint is empty, a placeholder or at a reserved example host. */
export const check = endpointsCheck(
  "SRV-5",
  Effect.fnUntraced(function* ({ authorize, token }, _scenario, world) {
    for (const { name, text } of [authorize, token]) {
      const reason = unusableReason(text)
      if (reason === null) continue
      const filler = yield* fillerOf(name, world)
      if (filler !== null) {
        return yield* new Inconclusive({ message: `the ${name} is ${reason}, and ${filler} may fill it in` })
      }
      return yield* new Violated({
        message: `the ${name} is ${reason}${text.trim() === "" ? "" : `: ${text}`}`
      })
    }
  })
)

/** The authorize URL may come of the flow instead, as in an integration that needs the user's project in it. */
const fillers: { readonly [name: string]: ReadonlyArray<string> } = {
  "authorize URL": ["authorize_url", "async_generate_authorize_url", "authorizeUrl"],
  "token URL": ["token_url", "tokenUrl"]
}

/** Another file of the folder that mentions the endpoint, or null. */
const fillerOf = (name: string, { integration }: World): Effect.Effect<string | null> =>
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
