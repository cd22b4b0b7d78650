/** `src/catalog/examples.json` is made from the faulty modules: `npx vitest run packages/testkit/test/mutants --update`. */
import { structuredPatch } from "diff"
import { assert, describe, expect, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Language } from "../../src/subject/Integration.ts"
import type { Mutant } from "./Mutant.ts"
import { mutants } from "./mutants.ts"

const languages: ReadonlyArray<Language> = ["python", "typescript"]

/** Lines around a change that say where it is. */
const context = 8

/** One file of a faulty module as lines: those at fault begin with "-", those that fix it with "+". */
const fileChange = (path: string, faulty: string, fixed: string): string => {
  const { hunks } = structuredPatch(path, path, faulty, fixed, "", "", { context })
  const lines = hunks.map(({ lines, oldStart }) => [...(oldStart > 1 ? ["  ..."] : []), ...lines])
  return [`# ${path}`, ...lines.flat().filter((line) => !line.startsWith("\\"))].join("\n")
}

const changeOf = ({ files, sound }: Mutant): string =>
  [...new Set([...Object.keys(files), ...Object.keys(sound.files)])]
    .filter((path) => files[path] !== sound.files[path])
    .map((path) => fileChange(path, files[path] ?? "", sound.files[path] ?? ""))
    .join("\n")

/** What a faulty module is, as people say it: a fault is of the module, or of what its name begins with. */
const sentence = (fault: string): string => {
  const text = fault
    .replaceAll("-", " ")
    .replaceAll(/\b(integration|state|client id)s (?=own|place|domain)/g, "$1's ")
    .replaceAll(/\b(url|uri|pkce)(?=s?\b)/g, (name) => name.toUpperCase())
    .replaceAll(/\b(hacs)\b/g, "HACS")
    .replaceAll(/\bgerman\b/g, "German")
  return `a module ${/^(authorize|token|endpoints?|hook)\b/.test(text) ? "whose" : "that"} ${text}`
}

/** The shortest example of a requirement in a language: of what is a fault on the newest Home Assistant. */
const shortest = (kills: RequirementId, language: Language) =>
  mutants
    .filter((mutant) => mutant.kills === kills && mutant.language === language && !mutant.homeAssistant)
    .map((mutant) => ({ fault: sentence(mutant.fault), change: changeOf(mutant) }))
    .filter(({ change }) => change !== "")
    .toSorted((one, other) => one.change.length - other.change.length)[0]

const generated = () =>
  Object.fromEntries(
    catalog.map(({ id }) => [
      id,
      Object.fromEntries(
        languages.flatMap((language) => {
          const example = shortest(id, language)
          return example ? [[language, example]] : []
        })
      )
    ])
  )

describe("the examples of the catalogue", () => {
  it("are there for every requirement", () => {
    assert.deepStrictEqual(
      Object.entries(generated()).flatMap(([id, of]) => (Object.keys(of).length === 0 ? [id] : [])),
      []
    )
  })

  it("are what the faulty modules are", async () => {
    await expect(`${JSON.stringify(generated(), null, 2)}\n`).toMatchFileSnapshot(
      "../../src/catalog/examples.json"
    )
  })
})
