import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import * as ModuleWorker from "../../src/adapters/ModuleWorker.ts"
import { platform, writeTree } from "./folders.ts"

const entries = {
  "ends at once": {
    code: 'throw new Error("there is no interpreter")',
    startLimitMillis: 60_000,
    says: "there is no interpreter"
  },
  "is not ready in time": {
    code: "setInterval(() => {}, 1000)",
    startLimitMillis: 100,
    says: "could not be started"
  }
}

describe("a module's worker", () => {
  it.live.each(Object.entries(entries))(
    "that %s is a defect of this machine, and no fault of the module's",
    ([, { code, says, startLimitMillis }]) =>
      Effect.gen(function* () {
        const root = yield* writeTree({ "entry.mjs": code })
        const { load } = yield* ModuleWorker.make({
          isolation: "none",
          language: "python",
          entry: pathToFileURL(join(root, "entry.mjs")),
          integration: { modulePath: join(root, "application_credentials.py"), domain: "acme" },
          stackMb: 4,
          startLimitMillis
        })
        const exit = yield* Effect.exit(load)
        expect(Exit.isFailure(exit) && Cause.hasDies(exit.cause)).toBe(true)
        expect(String(Exit.isFailure(exit) && Cause.squash(exit.cause))).toContain(says)
      }).pipe(Effect.provide(platform))
  )
})
