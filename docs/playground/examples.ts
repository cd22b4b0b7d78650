/** What the playground offers to begin with: the examples of the repository, and a faulty module for each requirement. */
import { globSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { catalog, families } from "@application-credentials/testkit"
import catalogued from "../../packages/testkit/src/catalog/examples.json" with { type: "json" }
import { mutants } from "../../packages/testkit/test/mutants/mutants.ts"

/** An example: the files of an integration's folder, by path. */
export interface Example {
  /** What a link names it by: `AUT-2-python`. */
  readonly id: string
  readonly group: string
  readonly title: string
  readonly domain: string
  readonly files: Readonly<Record<string, string>>
}

const repository = join(import.meta.dirname, "../..")
const folder = join(repository, "examples/integrations")
const shown: Readonly<Record<string, Readonly<Record<string, { readonly fault: string }>>>> = catalogued
const languages = { python: "Python", typescript: "TypeScript" } as const

/** Gives the examples, in the order in which the page lists them. */
export const examples = (): ReadonlyArray<Example> => [...ofRepository(), ...faulty()]

const ofRepository = (): ReadonlyArray<Example> =>
  globSync("*/{python,typescript}/*/manifest.json", { cwd: folder })
    .toSorted()
    .map((manifest) => {
      const place = dirname(manifest)
      const domain = basename(place)
      const language = place.includes("/python/") ? languages.python : languages.typescript
      const kind = place.startsWith("sound") ? "Sound" : "Faulty"
      return {
        id: domain,
        group: `${kind} integrations`,
        title: `${domain} (${language})`,
        domain,
        files: filesIn(place)
      }
    })

const filesIn = (place: string): Example["files"] =>
  Object.fromEntries(
    globSync("**/*.{py,ts,json}", { cwd: join(folder, place) })
      .toSorted()
      .map((path) => [path, readFileSync(join(folder, place, path), "utf8")])
  )

/** The modules that the requirements' pages show, whole. Some need what a browser does not have. */
const faulty = (): ReadonlyArray<Example> =>
  catalog.flatMap(({ id }) =>
    Object.entries(shown[id] ?? {}).flatMap(([language, { fault }]) => {
      const found = mutants.find(
        (mutant) => mutant.kills === id && mutant.language === language && mutant.fault === fault
      )
      if (found === undefined || /["']node:/.test(Object.values(found.files).join("\n"))) return []
      return [
        {
          id: `${id}-${language}`,
          group: Object.entries(families).find(([name]) => id.startsWith(`${name}-`))?.[1] ?? "",
          title: `${id} ${fault.replaceAll("-", " ")} (${languages[found.language]})`,
          domain: found.name,
          files: found.files
        }
      ]
    })
  )
