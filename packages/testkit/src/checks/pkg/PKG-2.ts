import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { folderWithManifest } from "../../reading/manifestOf.ts"

export const check = fileExamination(
  "PKG-2",
  Effect.fnUntraced(function* (context) {
    const { folder, manifest } = yield* folderWithManifest(context)
    const { config_flow: configFlow, domain } = manifest
    const fault =
      domain === undefined
        ? "the manifest has no domain"
        : domain !== folder.folder
          ? `the manifest's domain is ${JSON.stringify(domain)}, and the folder is ${folder.folder}`
          : configFlow === true
            ? null
            : configFlow === undefined
              ? "the manifest has no config_flow"
              : `the manifest's config_flow is ${JSON.stringify(configFlow)}, not true`
    if (fault !== null)
      return yield* new Violated({
        message: fault,
        where: `manifest.json#/${domain === folder.folder ? "config_flow" : "domain"}`
      })
  })
)
