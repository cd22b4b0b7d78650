import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Scope } from "effect"
import * as fc from "fast-check"
import { accountCommands } from "./accountCommands.ts"
import { flowCommands } from "./flowCommands.ts"
import { database, files, memory } from "./durable.ts"
import { makeModel } from "./Model.ts"
import type { Real } from "./Model.ts"
import { makeHarness } from "./Harness.ts"
import type { DurableStorage } from "./Harness.ts"

const commands = fc.commands([...flowCommands, ...accountCommands], { maxCommands: 60, size: "max" })

/** Adds the test of a storage. */
const suite = (name: string, storage: Effect.Effect<DurableStorage, never, Scope.Scope>, numRuns: number) =>
  describe(`An instance over ${name}`, () => {
    it("is what its users think it is, whatever they and the provider do in whatever order", async () => {
      const play = (commands: Iterable<fc.AsyncCommand<ReturnType<typeof makeModel>, Real>>) =>
        Effect.gen(function* () {
          const harness = yield* makeHarness({ storage: yield* storage, pause: () => Promise.resolve() })
          const real: Real = { ...harness, flowIds: [], urls: new Map(), redirects: [], accountIds: [] }
          yield* Effect.promise(() => fc.asyncModelRun(() => ({ model: makeModel(), real }), commands))
          yield* Effect.promise(harness.close)
          harness.witness.atRest()
          assert.deepStrictEqual(harness.witness.violations, [])
        }).pipe(Effect.scoped, Effect.runPromise)
      await fc.assert(fc.asyncProperty(commands, play), { numRuns })
    })
  })

suite("memory", memory, 100)
suite("files", files, 15)
suite("a database", database, 5)
