/** The pages of the requirements: a fix in words first, and then for each language. */
import { catalog } from "@application-credentials/testkit"
import { describe, expect, it } from "vitest"
import { fixes } from "./writePages.ts"

describe("a fix", () => {
  it.each([
    ["Do it. TypeScript: a. Python: b(c).", "Do it.\n\n**TypeScript**: a.\n\n**Python**: b(c)."],
    ["Do it (Python: b(c)).", "Do it.\n\n**Python**: b(c)."],
    ["Return none (TypeScript: a; Python: b) here.", "Return none (TypeScript: a; Python: b) here."]
  ])("has a paragraph for each language, and no half of a sentence: %s", (fix, written) => {
    expect(fixes(fix)).toBe(written)
  })

  it.each(catalog.map(({ fix, id }) => [id, fixes(fix)]))("closes what it opens: %s", (_id, written) => {
    for (const paragraph of written.split("\n\n"))
      expect(paragraph.split("(").length).toBe(paragraph.split(")").length)
  })
})
