import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Cause, Effect, Exit } from "effect"
import * as ModuleWorker from "../../src/adapters/ModuleWorker.ts"
import { platform, writeTree } from "./folders.ts"

describe("a module's worker", () => {
  it.live("that cannot start is a defect of this machine, and no fault of the module's", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "entry.mjs": 'throw new Error("there is no interpreter")' })
      const { load } = yield* ModuleWorker.make({
        isolation: "none",
        language: "python",
        entry: pathToFileURL(join(root, "entry.mjs")),
        integration: { modulePath: join(root, "application_credentials.py"), domain: "acme" },
        stackMb: 4
      })
      const exit = yield* Effect.exit(load)
      expect(Exit.isFailure(exit) && Cause.hasDies(exit.cause)).toBe(true)
      expect(String(Exit.isFailure(exit) && Cause.squash(exit.cause))).toContain("there is no interpreter")
    }).pipe(Effect.provide(platform))
  )
})
