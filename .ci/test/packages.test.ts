/** What the packages bring to npm: their licence, where they come from, and a README whose links work there. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { madePages } from "../../docs/madePages.ts"

const repository = resolve(import.meta.dirname, "../..")
const names = ["sdk", "mock-provider", "testkit"]
const read = (path: string): string => readFileSync(join(repository, path), "utf8")
const root = JSON.parse(read("package.json"))
const github = root.repository.url.replace(/^git\+|\.git$/g, "")
const made = madePages()

/** Whether the site has a page at a path below it. */
const isPage = (path: string): boolean =>
  [`${path}.md`, join(path, "index.md")].some((file) => {
    const [folder = "", ...rest] = file.split("/")
    return existsSync(join(repository, "docs", file)) || rest.join("/") in (made[folder] ?? {})
  })

/** Why a link does not work on npm's page, or null. */
const problemOf = (link: string): string | null => {
  const [path = ""] = link.split("#")
  if (link.startsWith(root.homepage))
    return isPage(path.slice(root.homepage.length)) ? null : "the site has no such page"
  const file = [
    `${github}/blob/main/`,
    `${github.replace("//github.com", "//raw.githubusercontent.com")}/main/`
  ]
    .filter((base) => path.startsWith(base))
    .map((base) => path.slice(base.length))[0]
  if (file !== undefined) return existsSync(join(repository, file)) ? null : "the repository has no such file"
  if (link.startsWith("#")) return null
  return link.startsWith("https://") ? null : "it is not absolute"
}

const packed: ReadonlyArray<{ name: string; files: ReadonlyArray<{ path: string }> }> = Object.values(
  JSON.parse(
    execFileSync(
      "npm",
      [
        "pack",
        "--dry-run",
        "--json",
        "--ignore-scripts",
        ...names.map((name) => `--workspace=packages/${name}`)
      ],
      { cwd: repository, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }
    )
  )
)

describe.each(names)("the package %s", (name) => {
  const manifest = JSON.parse(read(`packages/${name}/package.json`))

  it("has its licence and its README in the tarball", () => {
    const files = packed.find((one) => one.name === manifest.name)?.files.map(({ path }) => path)
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]))
    expect(read(`packages/${name}/LICENSE`)).toBe(read("LICENSE"))
  })

  it("says where it comes from", () => {
    expect(manifest).toMatchObject({
      homepage: root.homepage,
      bugs: `${github}/issues`,
      license: root.license,
      repository: { ...root.repository, directory: `packages/${name}` }
    })
  })

  it("has a README that begins with how to install it, and whose links work from npm", () => {
    const readme = read(`packages/${name}/README.md`)
    expect(readme).toMatch(new RegExp(`^(npm install|npx) .*${manifest.name}@\\d`, "m"))
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link)
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((link) => problemOf(link) !== null)).toEqual([])
  })
})

describe("a link", () => {
  it.each([
    ["../../docs/ci.md", "it is not absolute"],
    [`${root.homepage}guides/nowhere`, "the site has no such page"],
    [`${root.homepage}requirements/AUT-99`, "the site has no such page"],
    [`${github}/blob/main/NOTHING.md`, "the repository has no such file"],
    [`${root.homepage}requirements/AUT-2`, null]
  ])("is judged: %s", (link, problem) => {
    expect(problemOf(link)).toBe(problem)
  })
})
