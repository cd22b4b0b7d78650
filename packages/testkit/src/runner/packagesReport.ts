/** What the report says of the Python packages that a module was run with. */
import type { Integration } from "../subject/Integration.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import type { PackagesReport, PythonPackages } from "../subject/PythonPackages.ts"

const nothing: PythonPackages = { folders: [], packages: [], absent: {}, files: [] }

/**
 * Tells which packages were there, and which something stands in for and why. Null where it is no Python module, or it could not
 * be loaded.
 */
export const packagesReport = (
  { language, packages = nothing }: Pick<Integration, "language" | "packages">,
  loaded: LoadedModule | null
): PackagesReport | null => {
  if (language !== "python" || loaded === null) return null
  const standIns = new Map<string, string>()
  for (const { package: name, problem, standIn } of loaded.imports)
    if (standIn || problem !== undefined) standIns.set(name, reasonFor(name, problem, packages))
  const named = new Set([...standIns.keys()].map(plain))
  for (const [name, reason] of Object.entries(packages.absent))
    if (!named.has(plain(name))) standIns.set(name, reason)
  const used = packages.packages.filter(({ module }) => !standIns.has(rootOf(module)))
  const byName = new Map(
    used.map(({ folder, name, version }) => [name, { name, version, folder: folder.path }] as const)
  )
  return {
    folders: packages.folders,
    used: [...byName.values()],
    standIns: [...standIns].map(([name, reason]) => ({ name, reason }))
  }
}

/** A package is required as `acme-api` and imported as `acme_api`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-")

const rootOf = (module: string): string => module.split(".")[0] ?? module

const reasonFor = (
  name: string,
  problem: string | undefined,
  { absent, packages }: PythonPackages
): string => {
  if (problem === undefined) {
    const known = Object.entries(absent).find(([other]) => plain(other) === plain(name))
    return known?.[1] ?? "it is not installed here"
  }
  const isCompiled = packages.some(({ isCompiled, module }) => isCompiled && rootOf(module) === name)
  return `it could not be imported here${isCompiled ? ", as a part of it is compiled" : ""}: ${problem}`
}
