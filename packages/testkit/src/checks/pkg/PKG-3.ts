import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { folderWithManifest } from "../../reading/manifestOf.ts"
import type { JsonFile } from "../../subject/Integration.ts"
import { isMembers } from "../../subject/members.ts"

export const check = fileExamination(
  "PKG-3",
  Effect.fnUntraced(function* (context) {
    const { folder, manifest } = yield* folderWithManifest(context)
    if (folder.kind === "core") return yield* new NotApplicable({ message: "a core integration has neither" })
    const faults = [
      ...versionFaults(manifest["version"]),
      ...translationFaults(folder.translations["en"], folder.strings)
    ]
    const [first] = faults
    if (first === undefined) return
    return yield* new Violated({
      message: faults.map(({ message }) => message).join(", and "),
      where: first.where
    })
  })
)

interface Fault {
  readonly message: string
  readonly where: string | null
}

const versionFaults = (version: unknown): ReadonlyArray<Fault> => {
  const where = "manifest.json#/version"
  if (version === undefined || version === "") return [{ message: "the manifest has no version", where }]
  if (typeof version === "string" && isVersion(version)) return []
  const written = JSON.stringify(version)
  return [{ message: `the manifest's version is ${written}, which the host does not take as one`, where }]
}

const translationFaults = (english: JsonFile | undefined, strings: JsonFile | null): ReadonlyArray<Fault> => {
  if (english === undefined) {
    const unloaded = strings === null ? "" : ` (strings.json is never loaded for a custom integration)`
    return [{ message: `the folder has no translations/en.json${unloaded}`, where: null }]
  }
  if (isMembers(english.content)) return []
  return [{ message: "translations/en.json is not an object", where: english.path }]
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
