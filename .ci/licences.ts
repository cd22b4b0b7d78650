/** The licences of what a bundle holds of others. */
import { readFileSync } from "node:fs"
import { join } from "node:path"

/** Gives the text of the licence of each package that one of these files is of. */
export const licences = (inlined: ReadonlyArray<string>): string => {
  const roots = new Set(
    inlined.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [])
  )
  return [...roots]
    .toSorted()
    .map((root) => {
      const { license, name, version } = manifestOf(root)
      const text = ["LICENSE", "LICENSE.md", "license", "LICENSE.txt"].flatMap((file) => {
        try {
          return [readFileSync(join(root, file), "utf8").trim()]
        } catch {
          return []
        }
      })
      if (text[0] === undefined) throw new Error(`${name} has no file that says its licence.`)
      return `${name} ${version} (${license})\n\n${text[0]}\n`
    })
    .join(`\n${"-".repeat(80)}\n\n`)
}

/** Reads a package's manifest. */
export const manifestOf = (root: string) => JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
