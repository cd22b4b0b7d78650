import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import { manifestOf, textsOf } from "../../reading/manifestOf.ts"

const component = "application_credentials"

export const check = fileExamination(
  "PKG-1",
  Effect.fnUntraced(function* ({ integration }) {
    const folder = yield* integration
    const manifest = manifestOf(folder)
    if (manifest === null) {
      const message =
        folder.manifest === null ? "the folder has no manifest.json" : "manifest.json is not an object"
      return yield* new Violated({ message })
    }
    if (textsOf(manifest["dependencies"]).includes(component)) return
    const isLate = textsOf(manifest["after_dependencies"]).includes(component)
    return yield* new Violated({
      message: isLate
        ? `the manifest names ${component} in after_dependencies only, which does not load it`
        : `the manifest's dependencies do not name ${component}`,
      where: `manifest.json#/${isLate ? "after_dependencies" : "dependencies"}`
    })
  })
)
