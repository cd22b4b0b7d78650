import { Effect } from "effect"
import { isMembers } from "../../subject/members.ts"
import { examination } from "../Check.ts"
import { NotApplicable, Violated } from "../Finding.ts"
import { folderWithManifest } from "./manifestOf.ts"
import { isVersion } from "./version.ts"

/** A custom integration has `version` and `translations/en.json`. */
export const check = examination(
  "PKG-3",
  Effect.fnUntraced(function* (world) {
    const { folder, manifest } = yield* folderWithManifest(world)
    if (folder.kind === "core") return yield* new NotApplicable({ message: "a core integration has neither" })
    const fault = versionFault(manifest["version"])
    if (fault !== null) return yield* new Violated({ message: fault, where: "manifest.json" })
    const { en } = folder.translations
    if (en === undefined) {
      const strings =
        folder.strings === null ? "" : ", and strings.json is never loaded for a custom integration"
      return yield* new Violated({ message: `the folder has no translations/en.json${strings}` })
    }
    if (!isMembers(en.content)) {
      return yield* new Violated({ message: "translations/en.json is not an object", where: en.path })
    }
  })
)

const versionFault = (version: unknown): string | null => {
  if (version === undefined || version === "") return "the manifest has no version"
  if (typeof version === "string" && isVersion(version)) return null
  return `the manifest's version is ${JSON.stringify(version)}, which the host does not take as one`
}
