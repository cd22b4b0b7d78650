/** What `init` writes can be certified, and nothing that leaves a doubt can. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { examples } from "./command.ts"
import { certifyScaffolds } from "./certifyScaffolds.ts"
import { inProcess } from "./inProcess.ts"

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "certify-"))
})
afterAll(() => rm(cwd, { recursive: true }))

describe("--certify", () => {
  it("certifies what init writes", () => certifyScaffolds(cwd, [["spotify", "typescript"]]), 300_000)

  it("gives no certificate for what is waived", async () => {
    await cp(join(examples, "faulty/typescript/unfinished"), join(cwd, "faulty/unfinished"), {
      recursive: true
    })
    const waivers = ["SRV-5", "PKG-1", "PLH-2"].map((requirement) => ({
      requirement,
      reason: "soon",
      expires: "2999-01-01"
    }))
    await writeFile(join(cwd, "faulty/application-credentials.config.json"), JSON.stringify({ waivers }))
    const args = ["check", "faulty", "--certify", "--runs", "1", "--isolation", "process"]
    const { code, stdout } = await inProcess(args, { cwd })
    assert.strictEqual(code, 1)
    assert.notMatch(stdout, /Certified|waived/)
    assert.match(stdout, /✗ SRV-5/)
  })

  it.each([
    [["--isolation", "none"]],
    [["--baseline", "x.json"]],
    [["--requirement", "AUT-2"]],
    [["--shard", "1/2"]],
    [["--fail-on", "never"]]
  ])("does not go with %j", async (flags) => {
    const { code, stderr } = await inProcess(["check", "faulty", "--certify", ...flags], { cwd })
    assert.strictEqual(code, 2)
    assert.include(stderr, `--certify does not go with ${flags[0]}`)
  })
})
