import { existsSync } from "node:fs"
import { glob, readFile } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const repository = resolve(import.meta.dirname, "../..")
const documents = await Array.fromAsync(
  glob(["*.md", "docs/**/*.md", ".changeset/README.md"], { cwd: repository })
)

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
    expect(paths.filter((path) => !future.test(path) && !existsSync(join(repository, path)))).toEqual([])
  })
})
