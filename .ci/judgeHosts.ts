/**
 * Has the built test kit judge the host's own implementation, and keeps what came of it as long as all that it was made from is the
 * same.
 */
import { createHash } from "node:crypto"
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { manifestOf } from "./licences.ts"

const madeFrom = [
  "packages/testkit/{host,python}/**/*.{js,py}",
  "packages/testkit/src/{adapters,arbitraries,catalog,checks,engine,reading,runner,subject}/**/*.ts",
  "packages/{sdk,mock-provider}/src/**/*.ts"
]
const packages = ["effect", "fast-check", "pyodide"]

/** Gives the judgement of each host, by language and version of Home Assistant. */
export const judgeHosts = async (repository: string): Promise<Readonly<Record<string, unknown>>> => {
  const folder = join(repository, "node_modules/.cache/application-credentials")
  const kept = join(folder, `hosts-${fingerprint(repository)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"))
  const built = pathToFileURL(join(repository, "packages/testkit/dist/cli/judgeHosts.js")).href
  const testkit: { readonly judgeHosts: () => ReturnType<typeof judgeHosts> } = await import(built)
  const hosts = await testkit.judgeHosts()
  mkdirSync(folder, { recursive: true })
  writeFileSync(kept, JSON.stringify(hosts))
  return hosts
}

const fingerprint = (repository: string): string => {
  const hash = createHash("sha256").update(process.version)
  for (const name of packages) hash.update(manifestOf(join(repository, "node_modules", name)).version)
  for (const file of globSync(madeFrom, { cwd: repository }).toSorted())
    hash.update(`\0${file}\0`).update(readFileSync(join(repository, file)))
  return hash.digest("hex").slice(0, 32)
}
