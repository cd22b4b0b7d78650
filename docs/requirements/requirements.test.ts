/** The pages of the requirements: a fix in words first, then for each language, and links that open both in the playground. */
import { catalog } from "@application-credentials/testkit"
import { describe, expect, it } from "vitest"
import { examples } from "../playground/examples.ts"
import { escapeText } from "../escapeText.ts"
import { asWhole, type FileChange } from "./asWhole.ts"
import { fixes, writeRequirements } from "./writePages.ts"
import catalogued from "../../packages/testkit/src/catalog/examples.json" with { type: "json" }

describe("a fix", () => {
  it.each([
    ["Do it. TypeScript: a. Python: b(c).", "Do it.\n\n**TypeScript**: a.\n\n**Python**: `b(c)`."],
    ["Do it (Python: b(c)).", "Do it.\n\n**Python**: `b(c)`."],
    ["Return none (TypeScript: a; Python: b) here.", "Return none (TypeScript: a; Python: b) here."]
  ])("has a paragraph for each language, and no half of a sentence: %s", (fix, written) => {
    expect(fixes(fix)).toBe(written)
  })

  it.each(catalog.map(({ fix, id }) => [id, fixes(fix)]))("closes what it opens: %s", (_id, written) => {
    for (const paragraph of written.split("\n\n"))
      expect(paragraph.split("(").length).toBe(paragraph.split(")").length)
  })
})

describe("a text", () => {
  it.each([
    ["await f(a, g(b)), then self.x_y", "`await f(a, g(b))`, then `self.x_y`"],
    [
      'Put { "a": { "b_c": 1 } } in translations/en.json.',
      'Put `{ "a": { "b_c": 1 } }` in `translations/en.json`.'
    ],
    [
      "in __init__ or SOURCE_REAUTH of _token_request",
      "in `__init__` or `SOURCE_REAUTH` of `_token_request`"
    ],
    ["The name(s) of a <b>, e.g. acme.com", "The name(s) of a &#60;b&#62;, e.g. acme.com"],
    ["`as written` and redirect_uri=x", "`as written` and `redirect_uri=x`"]
  ])("shows code as code, and nothing else: %s", (text, written) => {
    expect(escapeText(text)).toBe(written)
  })
})

describe("a page's links into the playground", () => {
  const known = new Map(examples().map((example) => [example.id, example.files]))
  const shown: Readonly<Record<string, Readonly<Record<string, { readonly change: string }>>>> = catalogued
  const linked = Object.entries(writeRequirements()).flatMap(([path, text]) =>
    [...text.matchAll(/\]\(\.\.\/playground\.md#([\w-]+)\)/g)].map(([, id = ""]) => [path, id] as const)
  )
  /** The lines of one side that its files must have; what it leaves out counts for nothing. */
  const linesOf = (change: FileChange, side: "faulty" | "fixed") =>
    change[side].lines.map((line) => line.trim()).filter((line) => line !== "..." && line !== "")

  it("are on nearly every page, for both sides", () => {
    expect(linked.length).toBeGreaterThan(300)
    expect(linked.filter(([, id]) => id.endsWith("-fixed")).length).toBe(linked.length / 2)
  })

  it.each(linked)("open what %s shows: %s", (path, link) => {
    const [, id = "", language = "", fixed] = /^([A-Z]+-\d+)-([a-z]+)(-fixed)?$/.exec(link) ?? []
    expect(path).toBe(`${id}.md`)
    const files = known.get(link) ?? {}
    for (const change of asWhole(shown[id]?.[language]?.change ?? "")) {
      const lines = (files[change.path] ?? "").split("\n").map((line) => line.trim())
      expect(lines).toEqual(expect.arrayContaining(linesOf(change, fixed === undefined ? "faulty" : "fixed")))
    }
  })
})
