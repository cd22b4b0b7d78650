/** Runs answered scripts: many at once where many are asked for at once, and the same one only once. */
import { Array as Arr, Deferred, Effect, Exit } from "effect"
import type { AnsweredScript, Performance } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import type { Inconclusive } from "./Finding.ts"
import { makeMemory } from "./Memory.ts"
import { type Schedule, batchBoundary } from "./Schedule.ts"
import type { RunAll } from "./ScriptRunner.ts"

/** Runs an answered script with the clock of every scenario, or gives its earlier result. */
export type RunScript = (
  script: Omit<AnsweredScript, "now">
) => Effect.Effect<Performance, SubjectGone | Inconclusive>

/** How many scripts go to the worker at once: it makes signs of life in between, but shows nothing of them. */
const batch = 100

/**
 * The most characters of scripts that go to the worker at once, and of a script that is remembered: a few scripts have an answer of a
 * megabyte, which both sides hold several times over while they write and read it.
 */
const most = 250_000

type Pending = Deferred.Deferred<Performance, SubjectGone | Inconclusive>

interface Asked {
  readonly script: Omit<AnsweredScript, "now">
  readonly size: number
  readonly result: Pending
}

/**
 * Runs scripts in batches. The first to ask waits until all others have asked, and then runs the scripts of all, a batch at a time.
 */
export const batchScripts = (runAll: RunAll, schedule: Schedule): RunScript => {
  const memory = makeMemory<Pending>()
  let asked: Array<Asked> = []

  const runOne = (script: Asked["script"]) =>
    Effect.exit(
      Effect.flatMap(runAll([script]), ([performance]) =>
        performance ? Effect.succeed(performance) : Effect.die("a script was not run")
      )
    )
  const runBatch = (scripts: ReadonlyArray<Asked["script"]>) =>
    runAll(scripts).pipe(
      Effect.matchCauseEffect({
        onSuccess: (performances) =>
          Effect.succeed(performances.map((performance) => Exit.succeed(performance))),
        // One of them took the worker's life: which, shows one by one.
        onFailure: () => Effect.forEach(scripts, runOne)
      })
    )
  const runAndReport = Effect.fnUntraced(function* (scripts: ReadonlyArray<Asked>) {
    const exits = yield* schedule(runBatch(scripts.map(({ script }) => script)))
    yield* Effect.forEach(Arr.zip(scripts, exits), ([{ result }, exit]) => Deferred.done(result, exit), {
      discard: true
    })
  })
  const runAsked = Effect.gen(function* () {
    yield* batchBoundary
    const batches = inBatches(asked)
    asked = []
    yield* Effect.forEach(batches, runAndReport, { concurrency: "unbounded", discard: true })
  })

  return (script) =>
    Effect.suspend(() => {
      let isFirst = false
      const key = keyOf(script)
      const runNow = () => {
        const result: Pending = Deferred.makeUnsafe()
        isFirst = asked.push({ script, size: key.length, result }) === 1
        return result
      }
      const result = key.length > most ? runNow() : memory(runAll, key, runNow)
      // In a fiber of its own: the scripts are everybody's, also where the one who asked first is interrupted.
      const run = Effect.forkDetach(runAsked, { startImmediately: true })
      return isFirst ? Effect.andThen(run, Deferred.await(result)) : Deferred.await(result)
    })
}

const inBatches = (asked: ReadonlyArray<Asked>): ReadonlyArray<ReadonlyArray<Asked>> => {
  const batches: Array<Array<Asked>> = []
  let size = 0
  for (const one of asked) {
    size += one.size
    const last = batches.at(-1)
    if (last !== undefined && last.length < batch && size <= most) last.push(one)
    else {
      batches.push([one])
      size = one.size
    }
  }
  return batches
}

/** A script as a text; an answer that several steps share is written once, as it may be long. */
export const keyOf = ({ answers, entropy, steps }: Omit<AnsweredScript, "now">): string => {
  const distinct = [...new Set(answers)]
  return JSON.stringify([entropy, steps, distinct, answers.map((answer) => distinct.indexOf(answer))])
}
