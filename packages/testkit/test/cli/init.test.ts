import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { command } from "./command.ts"

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "init-"))
})
afterAll(() => rm(scratch, { recursive: true }))

const endpoints = [
  "--authorize-url",
  "https://auth.acme-cloud.com/authorize",
  "--token-url",
  "https://auth.acme-cloud.com/token"
]

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted()

describe("init", () => {
  it("writes an integration for a known provider, and says what is known of it", async () => {
    const cwd = join(scratch, "known")
    await mkdir(cwd)
    const written = await command(["init", "acme", "--language", "python", "--provider", "google"], { cwd })
    assert.strictEqual(written.code, 0, written.stderr)
    assert.deepStrictEqual(await filesIn(cwd), [
      ".github/workflows/application-credentials.yml",
      "custom_components/acme/__init__.py",
      "custom_components/acme/application_credentials.py",
      "custom_components/acme/config_flow.py",
      "custom_components/acme/const.py",
      "custom_components/acme/manifest.json",
      "custom_components/acme/translations/en.json",
      "hacs.json"
    ])
    assert.match(written.stdout, /What is known of Google, from \d+ sources/)
    assert.match(written.stdout, /access_type=offline/)
    const checked = await command(
      ["check", "custom_components/acme", "--runs", "2", "--fail-on", "inconclusive"],
      {
        cwd
      }
    )
    assert.strictEqual(checked.code, 0, checked.stdout)
  })

  it("never overwrites: neither the integration nor what the repository has", async () => {
    const cwd = join(scratch, "twice")
    await mkdir(cwd)
    await writeFile(join(cwd, "hacs.json"), "mine")
    const args = ["init", "acme", "--language", "typescript", ...endpoints]
    const first = await command(args, { cwd })
    assert.strictEqual(first.code, 0, first.stderr)
    assert.match(first.stdout, /Kept as they are:\n {2}hacs\.json/)
    assert.strictEqual(await readFile(join(cwd, "hacs.json"), "utf8"), "mine")
    const module = join(cwd, "custom_components/acme/application_credentials.ts")
    await writeFile(module, "mine")
    await rm(join(cwd, "test"), { recursive: true })
    const second = await command(args, { cwd })
    assert.strictEqual(second.code, 2)
    assert.match(second.stderr, /Nothing was written.*application_credentials\.ts/s)
    assert.strictEqual(await readFile(module, "utf8"), "mine")
    assert.notInclude(await readdir(cwd), "test")
  })

  it.each([
    ["no language, in a pipe", ["acme", ...endpoints], /--language/],
    ["no provider, in a pipe", ["acme", "--language", "python"], /--provider/],
    ["a provider that is not known", ["acme", "--language", "python", "--provider", "acme"], /spotify/],
    ["a name that is no domain", ["../acme", "--language", "python", ...endpoints], /small letters/],
    [
      "a URL that is open to all",
      ["acme", "--language", "python", ...endpoints.with(1, "http://acme.com/a")],
      /https:\/\//
    ],
    [
      "one URL for both endpoints",
      ["acme", "--language", "python", ...endpoints.with(3, endpoints[1] ?? "")],
      /two URLs/
    ],
    ["a title with a quote", ["acme", "--language", "python", "--title", '"', ...endpoints], /title/]
  ])("ends with 2 for %s, says why and writes nothing", async (name, args, message) => {
    const cwd = join(scratch, name.replaceAll(" ", "-"))
    await mkdir(cwd)
    const { code, stderr, stdout } = await command(["init", ...args], { cwd })
    assert.strictEqual(code, 2, stdout)
    assert.match(stderr, message)
    assert.deepStrictEqual(await readdir(cwd), [])
  })
})
