/** Plays answered scripts: many at once where many are asked for at once, and the same one only once. */
import { Array as Arr, Deferred, Effect, Exit } from "effect"
import type { AnsweredScript, Performance } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import type { Inconclusive } from "./Finding.ts"
import { type InTurn, othersAsk } from "./Schedule.ts"
import type { PerformAll } from "./ScriptRunner.ts"

/** Plays an answered script with the clock of every scenario, or gives what came of it before. */
export type Play = (
  script: Omit<AnsweredScript, "now">
) => Effect.Effect<Performance, SubjectGone | Inconclusive>

/** How many scripts go to the worker at once: it makes signs of life in between, but shows nothing of them. */
const batch = 100

/** Beyond this many, performances are forgotten: they would fill the memory, and only shrinking comes back to them. */
const most = 10_000

type Played = Deferred.Deferred<Performance, SubjectGone | Inconclusive>

interface Asked {
  readonly script: Omit<AnsweredScript, "now">
  readonly played: Played
}

/**
 * Makes the player. Whoever asks first lets all others ask, and then plays for everybody, one batch a turn.
 */
export const makePlay = (performAll: PerformAll, inTurn: InTurn): Play => {
  const known = new Map<string, Played>()
  let asked: Array<Asked> = []

  const performOne = (script: Asked["script"]) =>
    Effect.exit(
      Effect.flatMap(performAll([script]), ([performance]) =>
        performance ? Effect.succeed(performance) : Effect.die("a script was not performed")
      )
    )
  const performBatch = (scripts: ReadonlyArray<Asked["script"]>) =>
    performAll(scripts).pipe(
      Effect.matchCauseEffect({
        onSuccess: (performances) =>
          Effect.succeed(performances.map((performance) => Exit.succeed(performance))),
        // One of them took the worker's life: which, shows one by one.
        onFailure: () => Effect.forEach(scripts, performOne)
      })
    )
  const playBatch = Effect.fnUntraced(function* (scripts: ReadonlyArray<Asked>) {
    const exits = yield* inTurn(performBatch(scripts.map(({ script }) => script)))
    yield* Effect.forEach(Arr.zip(scripts, exits), ([{ played }, exit]) => Deferred.done(played, exit), {
      discard: true
    })
  })
  const playAll = Effect.gen(function* () {
    yield* othersAsk
    const batches = Arr.chunksOf(asked, batch)
    asked = []
    yield* Effect.forEach(batches, playBatch, { concurrency: "unbounded", discard: true })
  })

  return (script) =>
    Effect.suspend(() => {
      const key = keyOf(script)
      const before = known.get(key)
      if (before) return Deferred.await(before)
      const played: Played = Deferred.makeUnsafe()
      if (known.size >= most) known.clear()
      known.set(key, played)
      const isFirst = asked.push({ script, played }) === 1
      return isFirst ? Effect.andThen(playAll, Deferred.await(played)) : Deferred.await(played)
    })
}

/** A script as a text; an answer that several steps share is written once, as it may be long. */
const keyOf = ({ answers, entropy, steps }: Omit<AnsweredScript, "now">): string => {
  const distinct = [...new Set(answers)]
  return JSON.stringify([entropy, steps, distinct, answers.map((answer) => distinct.indexOf(answer))])
}
