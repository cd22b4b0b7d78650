import { ChildProcess } from "node:child_process"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { once } from "node:events"
import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Fiber } from "effect"
import { Command } from "effect/cli"
import { assert, it, vi } from "vitest"
import { applicationCredentials } from "../../src/cli/command.ts"
import { examples } from "./command.ts"

/** Collects what is printed, and gives what waits for a text, from where it last stopped. */
const collectOutput = () => {
  const waiting: Array<() => void> = []
  let output = ""
  let read = 0
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
    output += String(text)
    for (const done of rest) if (typeof done === "function") done()
    for (const look of waiting.splice(0)) look()
    return true
  })
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(output.slice(read))
      if (found !== null) {
        const from = read
        read += found.index + found[0].length
        return output.slice(from, read)
      }
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
  }
  return { until, end: () => write.mockRestore() }
}

it("--watch checks again what has changed and nothing else: a quick look, and then all inputs", async () => {
  const folder = await mkdtemp(join(tmpdir(), "watch-"))
  for (const name of ["music", "files"])
    await cp(join(examples, "sound/typescript", name), join(folder, name), { recursive: true })
  const { end, until } = collectOutput()
  const args = ["check", folder, "--watch", "--runs", "12", "--requirement", "PKG", "--isolation", "none"]
  const main = Command.runWith(applicationCredentials, { version: "0.0.0" })(args)
  const fiber = Effect.runFork(Effect.provide(main, NodeServices.layer))
  const [manifest, ended] = [join(folder, "music/manifest.json"), /Waiting for changes\.\n/]
  assert.match(await until(ended), /Checking 2 modules, \d+ requirements, 12 inputs/)
  const before = await readFile(manifest, "utf8")
  await writeFile(manifest, before.replace('"application_credentials"', ""))
  const quick = await until(/breaks a MUST\./)
  assert.match(quick, /Checking 1 module, \d+ requirements, 10 inputs/)
  assert.match(quick, /✗ PKG-1/)
  assert.match(await until(ended), /Checking 1 module, \d+ requirements, 12 inputs[^]*✗ PKG-1/)
  await writeFile(manifest, before)
  assert.match(
    await until(ended),
    /Checking 1 module[^]*1 module keeps every MUST[^]*1 module keeps every MUST/
  )
  await Effect.runPromise(Fiber.interrupt(fiber))
  end()
  await rm(folder, { recursive: true })
}, 120_000)

/** The processes that are started from here on, in their order. */
const collectProcesses = () => {
  const started: Array<ChildProcess> = []
  const note = (message: unknown) => {
    const { process: child } = Object(message)
    if (child instanceof ChildProcess) started.push(child)
  }
  subscribe("child_process", note)
  return { started, end: () => void unsubscribe("child_process", note) }
}

it("--watch has a process wait for the next change, one for each check, and none when it ends", async () => {
  const folder = await mkdtemp(join(tmpdir(), "watch-"))
  await cp(join(examples, "sound/typescript/calendar"), folder, { recursive: true })
  const { end, started } = collectProcesses()
  const output = collectOutput()
  const args = [
    "check",
    folder,
    "--watch",
    "--runs",
    "10",
    "--requirement",
    "MOD-1",
    "--isolation",
    "process"
  ]
  const main = Command.runWith(applicationCredentials, { version: "0.0.0" })(args)
  const fiber = Effect.runFork(Effect.provide(main, NodeServices.layer))
  assert.match(await output.until(/Waiting for changes\.\n/), /keeps every MUST/)
  for (const round of [1, 2]) {
    // All at once, as a check of half of it would be one more.
    await writeFile(`${folder}.ts`, `throw new Error(\`${round}: run by ${"${process.pid}"}\`)`)
    await rename(`${folder}.ts`, join(folder, "application_credentials.ts"))
    const report = await output.until(/Waiting for changes\.\n/)
    assert.include(report, `${round}: run by ${started[round]?.pid}`)
    // One for each check so far, and the one that waits.
    assert.lengthOf(started, round + 2)
  }
  await Effect.runPromise(Fiber.interrupt(fiber))
  const running = started.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)
  await Promise.all(running.map((child) => once(child, "exit")))
  for (const stop of [end, output.end]) stop()
  await rm(folder, { recursive: true })
}, 120_000)
