import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { folderWithManifest } from "../../reading/manifestOf.ts"
import { isMembers } from "../../subject/members.ts"

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

/**
 * Whether Home Assistant takes a text as a custom integration's version: calendar, semantic, simple, build number or
 * Python's, with or without a leading `v`.
 *
 * @see homeassistant/loader.py, `custom_integration_warning` and `_resolve_integrations_from_root`
 */
export const isVersion = (text: string): boolean => {
  const bare = text.replace(/^[vV]\.?/, "").replace(/\.$/, "")
  return forms.some((form) => form.test(bare))
}

const identifier = String.raw`(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)`
const number = String.raw`(?:0|[1-9]\d*)`

const forms: ReadonlyArray<RegExp> = [
  // A calendar version.
  /^(?:\d{2}|\d{4})\.\d{1,2}(?:\.\d{1,2})?(?:\.\d+)?(?:\.?[a-z]+\d+)?$/,
  // A semantic version.
  new RegExp(
    String.raw`^${number}\.${number}\.${number}(?:-${identifier}(?:\.${identifier})*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$`
  ),
  // Numbers with dots, or a build number.
  /^\d+(?:\.\d+)*$/,
  // Python's own form.
  new RegExp(
    String.raw`^(?:[1-9]\d*!)?${number}(?:\.${number})*(?:(?:a|b|rc)${number})?(?:[-_.]?(?:post|dev|rc)${number})*$`
  )
]
