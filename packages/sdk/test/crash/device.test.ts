import { deviceCodeGrant } from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { spawn } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { serveProvider } from "../postgres/provider.ts"
import { kill } from "../postgres/workers.ts"
import { credential } from "../StrictProvider.ts"

const worker = join(import.meta.dirname, "deviceWorker.ts")

const folder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "device-"))),
  (path) => Effect.sync(() => rmSync(path, { recursive: true }))
)

/** Runs a process until it has printed a line, and kills it once `isEnough`, or at once. */
const lineOf = (args: ReadonlyArray<string>, isEnough: () => boolean = () => true) =>
  Effect.gen(function* () {
    const child = yield* Effect.acquireRelease(
      Effect.sync(() =>
        spawn(process.execPath, ["--conditions=application-credentials-source", worker, ...args], {
          stdio: ["ignore", "pipe", "inherit"]
        })
      ),
      kill
    )
    const [line] = yield* Effect.promise(() =>
      createInterface(child.stdout)
        [Symbol.asyncIterator]()
        .next()
        .then(({ value }) => [String(value)])
    )
    yield* Effect.repeat(Effect.sleep("10 millis"), { until: isEnough })
    return line
  }).pipe(Effect.scoped)

/** How soon the next poll is due that a folder knows of, in seconds. */
const nextPollIn = (path: string): number => {
  const text = readdirSync(path).map((name) => readFileSync(join(path, name), "utf8"))
  return Number(/"nextPollAt": ([\d.]+)/.exec(text.join())?.[1]) - Date.now() / 1_000
}

describe("a process that is killed while its user is on another device", () => {
  it.live("leaves a flow that the next one continues with, at the same pace", () =>
    Effect.gen(function* () {
      const { served, url } = yield* serveProvider({
        clients: [
          {
            clientId: credential.clientId,
            clientSecret: credential.clientSecret,
            authentication: "client_secret_post",
            grantTypes: [deviceCodeGrant],
            redirectUris: []
          }
        ],
        consent: "ask",
        device: { interval: 1 }
      })
      const path = yield* folder
      const polls = () => served.calls("token").map(({ rule }) => rule)
      // Not in the middle of a poll, after which the next process waits for two minutes.
      const isBetweenPolls = () => polls().length > 1 && nextPollIn(path) < 1
      const userCode = yield* lineOf([path, url, "begin"], isBetweenPolls)
      assert.isTrue(served.decideDevice(userCode ?? "", { _tag: "Approve" }), userCode)
      assert.strictEqual(yield* lineOf([path, url, "continue"]), "1")
      const [last, ...before] = polls().toReversed()
      assert.isUndefined(last)
      assert.isTrue(before.every((rule) => rule === "device-pending"))
    }).pipe(Effect.scoped)
  )
})
