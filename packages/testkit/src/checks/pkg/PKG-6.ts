import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { editDistance } from "../../reading/likeness.ts"
import { folderWithManifest } from "../../reading/manifestOf.ts"
import { escapePointer } from "../../reading/placeOf.ts"

/** The keys that Home Assistant's schemas of manifests know, those of its loader and of all kinds of integration. */
const knownKeys: ReadonlyArray<string> = [
  "after_dependencies",
  "bluetooth",
  "codeowners",
  "config_flow",
  "dependencies",
  "dhcp",
  "disabled",
  "documentation",
  "domain",
  "homekit",
  "import_executor",
  "integration_type",
  "iot_class",
  "iot_standards",
  "issue_tracker",
  "loggers",
  "mqtt",
  "name",
  "preview_features",
  "quality_scale",
  "requirements",
  "single_config_entry",
  "ssdp",
  "supported_by",
  "usb",
  "version",
  "zeroconf"
]

export const check = fileExamination(
  "PKG-6",
  Effect.fnUntraced(function* (context) {
    const { manifest } = yield* folderWithManifest(context)
    const unknown = Object.keys(manifest).filter((key) => !isKnownKey(key))
    const [first] = unknown
    if (first === undefined) return
    return yield* new Violated({
      message: `the manifest has ${unknown.length === 1 ? "an unknown key" : "unknown keys"}: ${unknown.map(described).join(", ")}`,
      where: `manifest.json#/${escapePointer(first)}`
    })
  })
)

/** Whether Home Assistant knows a key of manifests. */
export const isKnownKey = (key: string): boolean => knownKeys.includes(key)

/** The key that an unknown one is likely to mean. */
export const meantKey = (key: string): string | undefined =>
  knownKeys.find((known) => editDistance(key.toLowerCase().replaceAll("-", "_"), known) <= 2)

const described = (key: string): string => {
  const meant = meantKey(key)
  return meant === undefined ? key : `${key} (${meant} may be meant)`
}
