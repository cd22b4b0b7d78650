/** Runs in which everything happens at once, in an order that fast-check chooses. */
import { Effect } from "effect"
import type { Scope } from "effect"
import * as fc from "fast-check"
import { interleavedCommands, setUp } from "./interleavedCommands.ts"
import type { Turmoil, TurmoilCommand } from "./interleavedCommands.ts"
import { makeHarness } from "./Harness.ts"
import type { DurableStorage } from "./Harness.ts"

const commands = fc.commands([...interleavedCommands], { maxCommands: 40, size: "max" })

let settle = () => Promise.resolve()

/** Lets everything continue that can, before the next of what waits is let go. */
const act = async (task: () => Promise<unknown>) => {
  await task()
  await settle()
}

/** The property that two processes over a storage do nothing that the witness must never see. */
export const holdsInAnyOrder = (
  storage: Effect.Effect<DurableStorage, never, Scope.Scope>,
  seen: Map<string, number> = new Map()
) => {
  const play = (scheduler: fc.Scheduler, commands: Iterable<TurmoilCommand>) =>
    Effect.gen(function* () {
      let isSetUp = false
      const pause = (label: string) =>
        isSetUp ? scheduler.schedule(Promise.resolve(), label) : Promise.resolve()
      const harness = yield* makeHarness({ storage: yield* storage, pause, processes: 2 })
      settle = harness.settle
      const real: Turmoil = { ...harness, begun: [], flowIds: [], redirects: [], seen, defects: [] }
      yield* Effect.promise(() => setUp(real))
      isSetUp = true
      yield* Effect.promise(() => fc.scheduledModelRun(scheduler, () => ({ model: {}, real }), commands))
      yield* Effect.promise(() => comeToRest(scheduler, real))
      yield* Effect.promise(() => scheduler.waitFor(harness.close()))
      harness.witness.atRest()
      const wrong = [...harness.witness.violations, ...real.defects]
      return wrong.length === 0 ? undefined : fail(wrong)
    }).pipe(Effect.scoped, Effect.runPromise)
  return fc.asyncProperty(fc.scheduler({ act }), commands, play)
}

const fail = (wrong: ReadonlyArray<string>): never => {
  throw new Error([...new Set(wrong)].join("; "))
}

/** Waits for all that has begun, and for what that begins; the clock continues meanwhile, as retries wait for it. */
const comeToRest = async (scheduler: fc.Scheduler, { advance, begun }: Turmoil): Promise<void> => {
  while (begun.length > 0) {
    let isOver = false
    const all = Promise.allSettled(begun.splice(0)).then(() => {
      isOver = true
    })
    while (!isOver) {
      await scheduler.waitIdle()
      await advance(60)
      await settle()
    }
    await all
  }
}
