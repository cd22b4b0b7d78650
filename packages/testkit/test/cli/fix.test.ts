import { cp, mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { assert, it } from "vitest"
import { examples } from "./command.ts"
import { inProcess } from "./inProcess.ts"

it("fix shows a diff, writes it when told to, and has nothing left to do then", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "fix-"))
  await cp(join(examples, "faulty/typescript/unfinished"), join(cwd, "unfinished"), { recursive: true })
  const read = () => readFile(join(cwd, "unfinished/manifest.json"), "utf8")
  const before = await read()
  const shown = await inProcess(["fix", "unfinished"], { cwd })
  assert.strictEqual(shown.code, 0)
  assert.match(shown.stdout, /^--- unfinished\/manifest\.json$/m)
  assert.match(
    shown.stdout,
    /^- {2}"dependencies": \[\],\n\+ {2}"dependencies": \["application_credentials"\],$/m
  )
  assert.match(shown.stdout, /can be fixed: --write does it\.\n$/)
  assert.strictEqual(await read(), before)
  assert.match((await inProcess(["fix", "--write", "unfinished"], { cwd })).stdout, /Fixed \d+ files?\.\n$/)
  assert.strictEqual(
    await read(),
    before.replace('"dependencies": []', '"dependencies": ["application_credentials"]')
  )
  assert.strictEqual((await inProcess(["fix", "unfinished"], { cwd })).stdout, "Nothing to fix by itself.\n")
  await rm(cwd, { recursive: true })
})
