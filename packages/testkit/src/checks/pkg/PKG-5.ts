import { Effect } from "effect"
import { examination } from "../Check.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { reasonsOfFlow, reasonsOfHost, usesHostFlow, wordedReasons } from "./abortReasons.ts"
import { isReference } from "../plh/descriptions.ts"
import { folderWithManifest } from "./manifestOf.ts"

/** The config strings cover the flow's abort reasons. */
export const check = examination(
  "PKG-5",
  Effect.fnUntraced(function* (world) {
    const { folder } = yield* folderWithManifest(world)
    const isCore = folder.kind === "core"
    const file = isCore ? folder.strings : folder.translations["en"]
    if (!file) {
      if (!isCore) return yield* new Inconclusive({ message: "there is no translations/en.json (see PKG-3)" })
      return yield* new Violated({ message: "the folder has no strings.json" })
    }
    const worded = wordedReasons(file.content)
    const reasons = [...(usesHostFlow(folder) ? reasonsOfHost : []), ...reasonsOfFlow(folder)]
    const missing = [...new Set(reasons)].filter((reason) => !worded.has(reason))
    if (missing.length > 0) {
      return yield* new Violated({
        message: `${file.path} has no config.abort words for ${missing.toSorted().join(", ")}`,
        where: file.path
      })
    }
    const reference = isCore ? undefined : reasons.find((reason) => isReference(worded.get(reason) ?? ""))
    if (reference !== undefined) {
      return yield* new Violated({
        message: `the words for ${reference} refer to other strings, which the host resolves for core integrations only`,
        where: file.path
      })
    }
  })
)
