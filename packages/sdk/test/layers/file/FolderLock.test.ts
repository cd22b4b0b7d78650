/** One process at a time keeps its state in a folder. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Layer, Scope } from "effect"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CredentialStore } from "../../../src/index.ts"
import { acme, layerIn, makeFolder } from "./Folder.ts"

const open = (folder: string) => Effect.scoped(Layer.build(Layer.fresh(layerIn(folder))))

/** Runs a process for as long as something lasts. */
const withProcess = async <A>(use: (pid: number) => Promise<A>): Promise<A> => {
  const child = spawn(process.execPath, ["--eval", "process.stdin.resume()"], {
    stdio: ["pipe", "ignore", "ignore"]
  })
  await once(child, "spawn")
  try {
    return await use(child.pid ?? 0)
  } finally {
    child.kill("SIGKILL")
    await once(child, "close")
  }
}

const birthOf = (pid: number): string | undefined => {
  if (!existsSync(`/proc/${pid}/stat`)) return undefined
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()
  return `${boot}/${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`
}

describe("the lock of a folder", () => {
  it("is held as long as its instance, and names the process", async () => {
    const { folder } = makeFolder()
    const lock = join(folder, "application_credentials.lock")
    const scope = Scope.makeUnsafe()
    await Effect.runPromise(Layer.buildWithScope(layerIn(folder), scope))
    assert.propertyVal(JSON.parse(readFileSync(lock, "utf8")), "pid", process.pid)
    const error = await Effect.runPromise(Effect.flip(open(folder)))
    assert.deepInclude(error, { _tag: "StorageInUse", pid: process.pid })
    assert.include(String(error), `Process ${process.pid} `)
    await Effect.runPromise(Scope.close(scope, Exit.void))
    assert.isFalse(existsSync(lock))
    await Effect.runPromise(open(folder))
  })

  it("of another process that runs keeps everybody else out, and its records whole", () =>
    withProcess(async (pid) => {
      const { folder, run, write } = makeFolder()
      await run(CredentialStore.use((store) => store.create(acme("theirs"))))
      write(JSON.stringify({ pid, birth: birthOf(pid) }), "application_credentials.lock")
      const error = await Effect.runPromise(Effect.flip(open(folder)))
      assert.deepInclude(error, { _tag: "StorageInUse", pid })
      assert.isTrue(existsSync(join(folder, "application_credentials.lock")))
    }))

  it("of a process that runs no more is taken over", async () => {
    const { folder, write } = makeFolder()
    const pid = await withProcess((running) => Promise.resolve(running))
    write(JSON.stringify({ pid }), "application_credentials.lock")
    await Effect.runPromise(open(folder))
  })

  it.runIf(birthOf(process.pid) !== undefined)(
    "of a process whose number another has now is taken over",
    () =>
      withProcess(async (pid) => {
        const { folder, write } = makeFolder()
        for (const number of [pid, process.pid]) {
          write(JSON.stringify({ pid: number, birth: "an-earlier-start/1" }), "application_credentials.lock")
          await Effect.runPromise(open(folder))
        }
      })
  )

  it.each(["", "{", "null", '{"pid":"1"}'])("that says %j is taken over", async (text) => {
    const { folder, write } = makeFolder()
    write(text, "application_credentials.lock")
    await Effect.runPromise(open(folder))
  })

  it("is taken by one of many who find a stale one, also where one died that took it away", async () => {
    const { folder } = makeFolder()
    for (let turn = 0; turn < 20; turn++) {
      writeFileSync(join(folder, "application_credentials.lock"), "stale")
      if (turn % 2 === 0) writeFileSync(join(folder, "application_credentials.lock.removing"), "stale")
      const scopes = Array.from({ length: 8 }, () => Scope.makeUnsafe())
      const build = (scope: Scope.Closeable) => Layer.buildWithScope(Layer.fresh(layerIn(folder)), scope)
      const exits = await Effect.runPromise(
        Effect.forEach(scopes, (scope) => Effect.exit(build(scope)), { concurrency: "unbounded" })
      )
      assert.strictEqual(exits.filter(Exit.isSuccess).length, 1)
      assert.isFalse(existsSync(join(folder, "application_credentials.lock.removing")))
      await Effect.runPromise(Effect.forEach(scopes, (scope) => Scope.close(scope, Exit.void)))
    }
  })
})
