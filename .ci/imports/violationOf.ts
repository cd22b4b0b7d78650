/** Judges one import by the rules. */
import { dirname, join } from "node:path/posix"
import { rules } from "./rules.ts"

/** An import as written: `specifier` in the file `from`, a path relative to the repository. */
export interface Import {
  readonly from: string
  readonly specifier: string
}

/** The public entries of the packages, such as `@application-credentials/testkit/vitest`. */
export type PublicEntries = ReadonlySet<string>

/** Gives what is wrong with an import, or null. */
export const violationOf = (found: Import, entries: PublicEntries): string | null =>
  found.specifier.startsWith(".")
    ? relativeViolation(found.from, join(dirname(found.from), found.specifier))
    : packageViolation(found.from, found.specifier, entries)

const relativeViolation = (from: string, to: string): string | null => {
  const owner = packageOf(from)
  if (packageOf(to) !== owner) return `leaves ${owner ?? "its folder"}: import the package's public entry`
  const source = owner === null ? null : placeIn(owner, from)
  if (owner === null || source === null) return null
  if (to === `${owner}/package.json`) return null
  const target = placeIn(owner, to)
  if (target === null) return `${owner}/src imports only itself and packages`
  return folderViolation(owner, source, target)
}

const folderViolation = (owner: string, source: string, target: string): string | null => {
  if (source === "index.ts") return null
  if (target === "index.ts") return "a folder imports the file it needs, not index.ts"
  const folder = folderOf(source)
  const allowed = rules[owner]?.folders[folder]
  if (allowed === undefined) return `${owner}/src/${folder} has no place in .ci/imports/rules.ts`
  if (rules[owner]?.apart?.includes(folder) && isOfAnother(source, target)) {
    return `${partOf(source)} may not import ${partOf(target)}: what both need belongs in another folder`
  }
  if ([folder, ...allowed].some((place) => target === place || target.startsWith(`${place}/`))) return null
  return `${folder} may import ${allowed.length === 0 ? "only itself" : allowed.join(", ")}, not ${target}`
}

/** Whether two places lie in two parts of one folder, such as `checks/aut` and `checks/tok`. */
const isOfAnother = (source: string, target: string): boolean =>
  folderOf(source) === folderOf(target) &&
  [source, target].every((place) => place.split("/").length > 2) &&
  partOf(source) !== partOf(target)

/** The first two folders of a place. */
const partOf = (place: string): string => place.split("/").slice(0, 2).join("/")

const packageViolation = (from: string, specifier: string, entries: PublicEntries): string | null => {
  if (/^(node:|@effect\/platform-node)/.test(specifier)) return nodeViolation(from)
  if (!specifier.startsWith("@application-credentials/")) return null
  if (!entries.has(specifier)) return `${specifier} is not a public entry`
  const owner = packageOf(from)
  const siblings = owner === null ? null : rules[owner]?.siblings
  if (owner === null || siblings == null || placeIn(owner, from) === null) return null
  const name = specifier.split("/").slice(0, 2).join("/")
  return siblings.includes(name) ? null : `${owner}/src does not depend on ${name}`
}

const nodeViolation = (from: string): string | null => {
  const owner = packageOf(from)
  const source = owner === null ? null : placeIn(owner, from)
  const onNode = owner === null ? undefined : rules[owner]?.onNode
  if (source === null || onNode === undefined || onNode.includes(folderOf(source))) return null
  return `${folderOf(source)} runs in browsers too: only ${onNode.join(", ")} may import what only Node has`
}

/** `packages/sdk` of a path within it, or null outside the packages. */
const packageOf = (path: string): string | null => /^packages\/[^/]+/.exec(path)?.[0] ?? null

/** A path's place within the package's `src`, or null. */
const placeIn = (owner: string, path: string): string | null =>
  path.startsWith(`${owner}/src/`) ? path.slice(`${owner}/src/`.length) : null

/** The first folder of a place, or the file's own name at the top of `src`. */
const folderOf = (place: string): string => place.split("/")[0] ?? place
