import { existsSync } from "node:fs"
import { glob, readFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const repository = resolve(import.meta.dirname, "../..")

/** Pages of the site that `docs/write.ts` makes. Their links, and those to them, are checked when the site is built. */
const made = /^docs\/(errors|guides\/made|providers|reference|requirements)\/.*\.md$/

const documents = (
  await Array.fromAsync(glob(["*.md", "docs/**/*.md", ".changeset/README.md"], { cwd: repository }))
).filter((path) => !made.test(path))

/** The paths that a document names: relative links, and inline code that starts with one of our folders. */
const pathsIn = (document: string, text: string): ReadonlyArray<string> => [
  ...[...text.matchAll(/\]\((?!\w+:|#)([^)#]+)/g)].map(([, link = ""]) => join(dirname(document), link)),
  ...[...text.matchAll(/`((?:packages|docs|examples|bench|\.ci)\/[\w./-]+)`/g)].map(([, path = ""]) => path)
]

/** Paths that are said to come to be: by a recipe, or by a release. */
const future = /SRV-8|JunitReporter|CHANGELOG|packages\/sdk\/src\/layers/

describe("a document", () => {
  it.each(documents)("names only paths that exist: %s", async (document) => {
    const paths = pathsIn(document, await readFile(join(repository, document), "utf8"))
    expect(
      paths.filter((path) => !future.test(path) && !made.test(path) && !existsSync(join(repository, path)))
    ).toEqual([])
  })
})
