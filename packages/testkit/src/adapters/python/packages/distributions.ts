/** What a folder of installed packages says of itself: which distribution brought a file, and in which version. */
import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

/** A distribution as it is installed. */
export interface Distribution {
  readonly name: string
  readonly version: string | null
  /** The folder with what it says of itself, such as `acme-1.0.dist-info`. */
  readonly about: string
}

const largestMetadata = 2 ** 20
const largestRecord = 8 * 2 ** 20
const mostDistributions = 2000

/**
 * Makes the function that gives the distribution that a module's path within a folder belongs to, such as `google/oauth2` or
 * `six.py`. Reads what the folder says once, when it is first asked.
 */
export const makeDistributionOf = (folder: string): ((path: string) => Distribution | undefined) => {
  let known: ReturnType<typeof distributionsIn> | undefined
  return (path) => {
    known ??= distributionsIn(folder)
    if (known.byPath.size === 0 && known.all.length === 1) return known.all[0]
    const parts = path.split("/")
    for (let length = parts.length; length > 0; length--) {
      const found = known.byPath.get(parts.slice(0, length).join("/"))
      if (found !== undefined) return found
    }
    return undefined
  }
}

const distributionsIn = (folder: string) => {
  const byPath = new Map<string, Distribution>()
  const all: Array<Distribution> = []
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /\.(?:dist|egg)-info$/.test(entry.name))
    .toSorted((a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1))
  for (const { name: about } of entries.slice(0, mostDistributions)) {
    const metadata =
      textOf(join(folder, about, "METADATA"), largestMetadata) ??
      textOf(join(folder, about, "PKG-INFO"), largestMetadata)
    const [, name] = /^Name: *(\S+)/im.exec(metadata ?? "") ?? []
    if (metadata === undefined || name === undefined) continue
    const [, version = null] = /^Version: *(\S+)/im.exec(metadata) ?? []
    const distribution = { name, version, about }
    all.push(distribution)
    for (const path of modulesOf(join(folder, about))) {
      if (!byPath.has(path)) byPath.set(path, distribution)
    }
  }
  return { all, byPath }
}

/** The modules that a distribution has, by their paths: two levels of them, as several may share the first one. */
const modulesOf = (about: string): ReadonlySet<string> => {
  const record = textOf(join(about, "RECORD"), largestRecord)
  const paths =
    record?.split("\n").map((line) => line.split(",")[0] ?? "") ??
    (textOf(join(about, "top_level.txt"), largestMetadata) ?? "").split("\n").map((line) => line.trim())
  const modules = new Set<string>()
  for (const path of paths) {
    const parts = path.split("/")
    if (path === "" || parts.includes("..") || /\.(?:dist|egg)-info$/.test(parts[0] ?? "")) continue
    if (parts.length > 2) modules.add(parts.slice(0, 2).join("/"))
    else if (parts.length === 2) modules.add(path)
    if (parts.length === 1 || parts[1] === "__init__.py" || record === undefined) modules.add(parts[0] ?? "")
  }
  return modules
}

const textOf = (path: string, largest: number): string | undefined => {
  try {
    return statSync(path).size > largest ? undefined : readFileSync(path, "utf8")
  } catch {
    return undefined
  }
}
