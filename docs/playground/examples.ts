/** What the playground can open: the examples of the repository, and for each requirement a faulty module and its fix. */
import { globSync, readFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { catalog, families, type RequirementId } from "@application-credentials/testkit"
import { shownExample } from "../../packages/testkit/test/mutants/shownExample.ts"

/** An example: the files of an integration's folder, by path. */
export interface Example {
  /** What a link names it by: `AUT-2-python`, and `AUT-2-python-fixed` for the fix. */
  readonly id: string
  /** The group under which the page lists it; null for what only links lead to. */
  readonly group: string | null
  readonly title: string
  readonly domain: string
  readonly files: Readonly<Record<string, string>>
}

const repository = join(import.meta.dirname, "../..")
const folder = join(repository, "examples/integrations")
const languages = { python: "Python", typescript: "TypeScript" } as const

type Language = keyof typeof languages

/** Gives the examples, in the order in which the page lists them. */
export const examples = (): ReadonlyArray<Example> => [
  ...ofRepository(),
  ...catalog.flatMap(({ id }) => [...examplesOf(id, "python"), ...examplesOf(id, "typescript")])
]

/** Gives what the page of a requirement shows in a language: the faulty module and its fix. None where it needs Node. */
export const examplesOf = (id: RequirementId, language: Language): ReadonlyArray<Example> => {
  const { fault = "", mutant } = shownExample(id, language) ?? {}
  if (mutant === undefined || needsNode(mutant.files) || needsNode(mutant.sound.files)) return []
  const group = Object.entries(families).find(([name]) => id.startsWith(`${name}-`))?.[1] ?? ""
  const name = `${id}-${language}`
  const end = `(${languages[language]})`
  return [
    { id: name, group, title: `${id} ${fault} ${end}`, domain: mutant.name, files: mutant.files },
    {
      id: `${name}-fixed`,
      group: null,
      title: `${id} fixed ${end}`,
      domain: mutant.name,
      files: mutant.sound.files
    }
  ]
}

/** Whether it imports or uses what only Node has. */
const needsNode = (files: Example["files"]): boolean =>
  Object.entries(files).some(
    ([path, text]) => !path.endsWith(".py") && /["']node:|\b(?:process|Buffer)\./.test(text)
  )

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
