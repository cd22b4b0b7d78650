import { readFile } from "node:fs/promises"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { pictureOf } from "../imports/pictureOf.ts"
import { rules } from "../imports/rules.ts"

const contributing = await readFile(resolve(import.meta.dirname, "../../CONTRIBUTING.md"), "utf8")

describe("the picture of a package's folders", () => {
  it.each(Object.keys(rules))("in CONTRIBUTING.md is that of the import rules: %s", (packageFolder) => {
    expect(contributing).toContain(`\`${packageFolder}\`:\n\n${pictureOf(packageFolder)}\n`)
  })

  it("has an arrow for what a folder imports, and none for what that imports", () => {
    const lines = pictureOf("packages/testkit").split("\n")
    expect(lines).toContain("  checks --> reading")
    expect(lines).not.toContain("  checks --> engine")
    expect(lines).toContain("  adapters --> subject")
  })
})
