/** What the host's own code in a jailed process reads: this package, and the packages that it shares with modules. */
import { existsSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Language } from "../../subject/Integration.ts"
import { packageFolders } from "./packages.ts"

const packages = {
  typescript: ["effect", "@application-credentials/sdk"],
  python: ["pyodide"]
} satisfies { readonly [language in Language]: ReadonlyArray<string> }

const found = new Map<Language, ReadonlyArray<string>>()

/**
 * The folders that every process of a language reads.
 */
export const hostFolders = (language: Language): ReadonlyArray<string> => {
  const before = found.get(language)
  if (before !== undefined) return before
  const own = ["dist", "src", "python", "package.json"]
    .map((name) => join(root, name))
    .filter((path) => existsSync(path))
  const folders = [...own, ...packageFolders(packages[language], root, { isTrusted: true }).folders]
  found.set(language, folders)
  return folders
}

/** This package's own folder: sources and build lie in it. */
const root = packageRoot(import.meta.dirname)

function packageRoot(folder: string): string {
  return existsSync(join(folder, "package.json")) ? folder : packageRoot(dirname(folder))
}
