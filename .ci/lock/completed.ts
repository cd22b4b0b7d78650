/** Fills the gaps that npm leaves in a lock file's packages. */

/** A package of a lock file, as far as it matters here. */
export interface LockedPackage {
  readonly version?: string
  readonly dev?: boolean
  readonly license?: string
  readonly engines?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A lock file's `packages`, by place. */
export type LockedPackages = Readonly<Record<string, LockedPackage>>

/** Gives the optional packages that are named and have no place of their own: place, version and who names them. */
export const missing = (packages: LockedPackages) =>
  Object.entries(packages).flatMap(([namer, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .map(([name, version]) => ({ place: `node_modules/${name}`, version, namer }))
      .filter(({ place }) => !looksIn(namer).some((folder) => folder + place in packages))
  )

/** The folders in which Node looks for what a package names: its own, and those of all that it is in. */
const looksIn = (namer: string): ReadonlyArray<string> => [
  "",
  ...[...namer.matchAll(/(?<=^|\/)node_modules\/(?:@[^/]+\/)?[^/]+|$/g)]
    .map(({ 0: { length }, index }) => namer.slice(0, index + length))
    .filter((folder) => folder !== "")
    .map((folder) => `${folder}/`)
]

/**
 * Adds what is missing. Platform and processor are read off the name (`binding-linux-arm64-musl`), the rest is as in
 * the package that names it. Integrity stays unknown: npm takes what it finds.
 */
export const completed = (packages: LockedPackages): LockedPackages => {
  const added = missing(packages).map(({ place, version, namer }) => {
    const { dev, license, engines } = packages[namer] ?? {}
    return [place, defined({ version, dev, license, optional: true, engines, ...platformOf(place) })] as const
  })
  const all = [...Object.entries(packages), ...added]
  return Object.fromEntries(all.toSorted(([left], [right]) => left.localeCompare(right, "en")))
}

const platformOf = (place: string) => {
  const [, name] = /\/binding-([a-z0-9-]+)$/.exec(place) ?? []
  if (name === undefined)
    throw new Error(`${place} is missing, and its name does not say for which platform it is.`)
  const [os, cpu, abi] = name.split("-")
  const libc = os !== "linux" ? undefined : abi?.startsWith("musl") ? ["musl"] : ["glibc"]
  return { os: [os], cpu: [cpu], libc }
}

const defined = (entry: Readonly<Record<string, unknown>>): LockedPackage =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
