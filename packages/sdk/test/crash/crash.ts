/** Kills processes in the middle of their changes, and looks at what they leave. */
import { assert } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as fc from "fast-check"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { rolldown } from "rolldown"
import { CredentialStore, LinkedAccounts } from "../../src/index.ts"
import type { Storage } from "../../src/index.ts"
import { after } from "./Change.ts"
import type { Stored, Told } from "./Change.ts"
import { layerStores, link, storeMany } from "./stores.ts"

/** Bundles the process to be killed, so that it starts at once. */
const bundle = async (folder: string): Promise<string> => {
  const build = await rolldown({
    input: join(import.meta.dirname, "worker.ts"),
    platform: "node",
    resolve: { conditionNames: ["application-credentials-source", "node", "import"] },
    logLevel: "silent"
  })
  const file = join(folder, "worker.mjs")
  await build.write({ file, format: "esm", codeSplitting: false })
  await build.close()
  return file
}

/** When to kill a process: once it has told of so many things, and so many turns of this process later. */
interface Moment {
  readonly lines: number
  readonly turns: number
}

const moments: fc.Arbitrary<Moment> = fc.record({
  lines: fc.integer({ min: 1, max: 16 }),
  turns: fc.integer({ min: 0, max: 10_000 })
})

/** Runs a process until a moment, kills it, and gives all that it told. */
const runUntil = async ({ lines, turns }: Moment, command: ReadonlyArray<string>) => {
  const worker = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "inherit"] })
  const kill = async () => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    worker.kill("SIGKILL")
  }
  const told: Array<Told> = []
  createInterface(worker.stdout).on("line", (line) => {
    told.push(JSON.parse(line))
    if (told.length === lines) void kill()
  })
  await once(worker, "close")
  assert.strictEqual(worker.signalCode, "SIGKILL", `the process ended by itself, with ${worker.exitCode}`)
  return told
}

/** What must be stored after what a process told, and what may be if the change it was at was made. */
const expectations = (before: Stored, told: ReadonlyArray<Told>): ReadonlyArray<Stored> => {
  const made = told.filter(({ when }) => when === "after").map(({ change }) => change)
  const certain = made.reduce(after, before)
  const last = told.at(-1)
  return last?.when === "before" ? [certain, after(certain, last.change)] : [certain]
}

const read = Effect.gen(function* () {
  const credentials = yield* CredentialStore.use(({ list }) => list)
  const [account] = yield* LinkedAccounts.use(({ list }) => list)
  const refreshToken = account?.token.refreshToken
  return {
    credentialIds: credentials.map(({ id }) => id),
    refreshToken: refreshToken === undefined ? "" : Redacted.value(refreshToken)
  } satisfies Stored
})

/**
 * Kills so many processes, one after the other, that change what one folder stores. After each, whatever it said was
 * stored is there, and what it was at is there whole or not at all.
 */
export const crash = async (times: number, seed = Date.now()): Promise<void> => {
  const scratch = await mkdtemp(join(tmpdir(), "crash-"))
  const folder = join(scratch, "storage")
  const inFolder = <A, E>(effect: Effect.Effect<A, E, CredentialStore | LinkedAccounts | Storage>) =>
    Effect.runPromise(Effect.provide(effect, layerStores(folder)))
  try {
    const worker = await bundle(scratch)
    await inFolder(storeMany)
    const { id } = await inFolder(link)
    let stored = await inFolder(read)
    for (const [run, moment] of fc.sample(moments, { numRuns: times, seed }).entries()) {
      const told = await runUntil(moment, [worker, folder, id, String(run)])
      const found = await inFolder(read)
      const expected = expectations(stored, told)
      const isExpected = expected.some((one) => JSON.stringify(one) === JSON.stringify(found))
      if (!isExpected) assert.deepStrictEqual(found, expected[0], `run ${run} of seed ${seed}`)
      stored = found
    }
  } finally {
    await rm(scratch, { recursive: true })
  }
}
