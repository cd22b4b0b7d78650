/** A repository over time: two integrations, one of them faulty, in git, checked by one machine and by four. */
import { execFileSync } from "node:child_process"
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { examples } from "./command.ts"
import { inProcess } from "./inProcess.ts"

let repository: string
const git = (...args: ReadonlyArray<string>) =>
  execFileSync("git", args, { cwd: repository, encoding: "utf8" })
const settings = { runs: 2, paths: ["custom_components"], baseline: "known.json" }
const write = (path: string, content: unknown) =>
  writeFile(join(repository, path), typeof content === "string" ? content : JSON.stringify(content))
const configure = (more: object = {}) =>
  write("application-credentials.config.jsonc", { ...settings, ...more })

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), "repository-"))
  const integrations = join(repository, "custom_components")
  await mkdir(integrations)
  await cp(join(examples, "sound/typescript/music"), join(integrations, "music"), { recursive: true })
  await cp(join(examples, "faulty/typescript/unfinished"), join(integrations, "unfinished"), {
    recursive: true
  })
  git("init", "--quiet", "--initial-branch", "main")
  git("config", "user.email", "test@example.net")
  git("config", "user.name", "Test")
  await configure()
})
afterAll(() => rm(repository, { recursive: true }))

const families = ["MOD-1", "SRV", "PKG"].flatMap((id) => ["--requirement", id])
const check = (...args: ReadonlyArray<string>) =>
  inProcess(["check", "--isolation", "none", ...families, ...args], { cwd: repository })

/** A report without its durations. */
const timeless = (report: string) => report.replaceAll(/"durationMillis": \d+|\d+\.\d s/g, "0 s")

/** Takes the dependency out of the sound integration's manifest, or puts it back. */
const breakManifest = async () => {
  const manifest = "custom_components/music/manifest.json"
  const before = await readFile(join(repository, manifest), "utf8")
  await write(manifest, JSON.stringify({ ...JSON.parse(before), dependencies: [] }, null, 2))
  return () => write(manifest, before)
}

describe("a repository", () => {
  it("with a faulty integration fails", async () => {
    const { code, stderr } = await check()
    assert.strictEqual(code, 2)
    assert.match(
      stderr,
      /There is no baseline known\.json\. Write it with --baseline known\.json --update-baseline/
    )
    await configure({ baseline: undefined })
    const first = await check()
    assert.strictEqual(first.code, 1, first.stderr)
    assert.match(first.stdout, /✗ SRV-5/)
  })

  it("passes once its failures are known, and a new one fails", async () => {
    await configure()
    const updated = await check("--update-baseline")
    assert.strictEqual(updated.code, 0, updated.stdout + updated.stderr)
    assert.match(updated.stdout, /Wrote \d+ known failures to known\.json/)
    git("add", ".")
    git("commit", "--quiet", "--message", "Begin")
    const second = await check()
    assert.strictEqual(second.code, 0, second.stdout)
    assert.match(second.stdout, /~ SRV-5 waived, known, in known\.json/)
    const restore = await breakManifest()
    const third = await check("--changed")
    assert.strictEqual(third.code, 1)
    assert.match(third.stdout, /✗ PKG-1/)
    assert.match(third.stdout, /^Checking 1 module,/)
    await restore()
    assert.match((await check("--changed=main")).stdout, /There was nothing to check/)
  })

  it("gives the same report on four machines as on one", async () => {
    const whole = await check("--reporter", "json=whole.json")
    const shards = ["1", "2", "3", "4"].map((index) => `shard-${index}.json`)
    for (const [index, file] of shards.entries())
      await check("--shard", `${index + 1}/4`, "--reporter", `json=${file}`)
    const merged = await inProcess(["merge", ...shards, "--reporter", "json=merged.json"], {
      cwd: repository
    })
    assert.strictEqual(merged.code, whole.code)
    assert.strictEqual(timeless(merged.stdout), timeless(whole.stdout))
    const read = async (name: string) => timeless(await readFile(join(repository, name), "utf8"))
    assert.strictEqual(await read("merged.json"), await read("whole.json"))
    const three = await inProcess(["merge", ...shards.slice(1)], { cwd: repository })
    assert.strictEqual(three.code, 2)
    assert.match(three.stderr, /shard 1\/4/)
    const other = await inProcess(["merge", "whole.json"], { cwd: repository })
    assert.match(other.stderr, /Only reports of shards/)
  }, 60_000)

  it("asks for its baseline to be cleaned once a failure is fixed, and for a waiver that nothing needs", async () => {
    await rm(join(repository, "custom_components/unfinished"), { recursive: true })
    const waiver = { requirement: "PKG-1", reason: "not yet", expires: "2999-12-31" }
    await configure({ waivers: [waiver] })
    const fixed = await check()
    assert.strictEqual(fixed.code, 1)
    assert.match(
      fixed.stdout,
      /✗ known\.json:\d+: custom_components\/unfinished does not fail SRV-5 any more/
    )
    assert.match(fixed.stdout, /config\.jsonc:1: no failure needs the waiver of PKG-1 any more/)
    await configure()
    assert.strictEqual((await check("--update-baseline")).code, 0)
    assert.deepStrictEqual(JSON.parse(await readFile(join(repository, "known.json"), "utf8")).failures, [])
    const quiet = await check("--quiet")
    assert.deepStrictEqual(quiet, { code: 0, stdout: "", stderr: "" })
  })
})
