import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { accompanyingPackages, broughtPackages, plainDependencies } from "../../reading/broughtPackages.ts"
import { folderWithManifest, textsOf } from "../../reading/manifestOf.ts"
import {
  distributionOf,
  isKnownDistribution,
  isKnownPackage,
  provides
} from "../../reading/requirementNames.ts"
import type { Integration } from "../../subject/Integration.ts"
import type { LoadedModule } from "../../subject/Protocol.ts"
import type { Members } from "../../subject/members.ts"

export const check = examination(
  "PKG-4",
  Effect.fnUntraced(function* (context) {
    const { folder, manifest } = yield* folderWithManifest(context)
    if (folder.language === "typescript") {
      return yield* new NotApplicable({
        message: "a TypeScript module's packages are its package manager's to bring"
      })
    }
    const required = textsOf(manifest["requirements"]).flatMap((text) => distributionOf(text) ?? [])
    const imports = thirdParty(context.module)
    const missing = imports.find((used) => !required.some((name) => provides(name, used.package)))
    if (missing === undefined) return
    const idle = required.filter(
      (name) => !isKnownDistribution(name) && !imports.some((used) => provides(name, used.package))
    )
    const doubt = doubtOf(missing, idle, folder, manifest)
    if (doubt !== null) return yield* new Inconclusive({ message: doubt })
    return yield* new Violated({
      message: `${missing.importedBy} imports ${missing.package}, and the manifest's requirements do not bring it`,
      where: "manifest.json#/requirements"
    })
  })
)

type Import = LoadedModule["imports"][number]

const thirdParty = ({ imports }: LoadedModule): ReadonlyArray<Import> =>
  imports.filter(
    (used) => (used.standIn || used.mounted === true) && !broughtPackages.has(used.package.toLowerCase())
  )

/** Why the package may be there all the same, or null. */
const doubtOf = (
  missing: Import,
  idle: ReadonlyArray<string>,
  folder: Integration,
  manifest: Members
): string | null => {
  const import_ = `${missing.importedBy} imports ${missing.package}`
  if (accompanyingPackages.has(missing.package.toLowerCase())) {
    return `${import_}, which the manifest does not require and which comes along with the host's own packages at best`
  }
  if (idle.length > 0 && !isKnownPackage(missing.package))
    return `${import_}, and ${idle.join(", ")} may or may not provide it`
  const source =
    missing.importedBy === folder.moduleFile ? folder.source : folder.siblings[missing.importedBy]
  if (source !== undefined && /except\s*\(?[^:\n]*\b(?:ImportError|ModuleNotFoundError)\b/.test(source)) {
    return `${import_}, and may do without it`
  }
  const others = [...textsOf(manifest["dependencies"]), ...textsOf(manifest["after_dependencies"])].filter(
    (name) => !plainDependencies.has(name)
  )
  return others.length > 0 ? `${import_}, and the integration ${others.join(", ")} may bring it` : null
}
