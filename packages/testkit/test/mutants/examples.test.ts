/** `src/catalog/examples.json` is made from the faulty modules: `npx vitest run packages/testkit/test/mutants --update`. */
import { assert, describe, expect, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import type { Language } from "../../src/subject/Integration.ts"
import { shownExample } from "./shownExample.ts"

const languages: ReadonlyArray<Language> = ["python", "typescript"]

const generated = () =>
  Object.fromEntries(
    catalog.map(({ id }) => [
      id,
      Object.fromEntries(
        languages.flatMap((language) => {
          const { change, fault } = shownExample(id, language) ?? {}
          return change === undefined ? [] : [[language, { fault, change }]]
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
