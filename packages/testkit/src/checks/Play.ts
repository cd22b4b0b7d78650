/** Plays answered scripts: many at once where many are asked for at once, and the same one only once. */
import { Deferred, Effect } from "effect"
import type { AnsweredScript, Performance } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import type { Inconclusive } from "./Finding.ts"
import type { PerformAll } from "./Perform.ts"

/**
 * Plays an answered script with the clock of every scenario, or gives what came of it before.
 *
 * @category models
 * @since 0.1.0
 */
export type Play = (
  script: Omit<AnsweredScript, "now">
) => Effect.Effect<Performance, SubjectGone | Inconclusive>

/** How many scripts go to the worker at once: it makes signs of life in between, but shows nothing of them. */
const batch = 100

/** Beyond this many, performances are forgotten: they would fill the memory, and only shrinking comes back to them. */
const most = 10_000

type Played = Deferred.Deferred<Performance, SubjectGone | Inconclusive>

interface Waiting {
  readonly script: Omit<AnsweredScript, "now">
  readonly played: Played
}

/**
 * Makes the player. Whoever asks first lets all others ask, and then plays for everybody.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makePlay = (performAll: PerformAll): Play => {
  const known = new Map<string, Played>()
  const waiting: Array<Waiting> = []
  let isPlaying = false

  const playOne = ({ played, script }: Waiting) =>
    performAll([script]).pipe(
      Effect.flatMap(([performance]) =>
        performance ? Effect.succeed(performance) : Effect.die("a script was not performed")
      ),
      Deferred.into(played)
    )
  const playBatch = (scripts: ReadonlyArray<Waiting>) =>
    performAll(scripts.map(({ script }) => script)).pipe(
      Effect.matchEffect({
        onSuccess: (performances) =>
          Effect.forEach(
            performances,
            (performance, index) =>
              scripts[index] ? Deferred.succeed(scripts[index].played, performance) : Effect.void,
            { discard: true }
          ),
        // One of them took the worker's life: which, shows one by one.
        onFailure: () => Effect.forEach(scripts, playOne, { discard: true })
      })
    )
  const playAll = Effect.gen(function* () {
    isPlaying = true
    yield* Effect.yieldNow
    while (waiting.length > 0) yield* playBatch(waiting.splice(0, batch))
    isPlaying = false
  })

  return (script) =>
    Effect.suspend(() => {
      const key = keyOf(script)
      const before = known.get(key)
      if (before) return Deferred.await(before)
      const played: Played = Deferred.makeUnsafe()
      if (known.size >= most) known.clear()
      known.set(key, played)
      waiting.push({ script, played })
      return isPlaying ? Deferred.await(played) : Effect.andThen(playAll, Deferred.await(played))
    })
}

/** A script as a text; an answer that several steps share is written once, as it may be long. */
const keyOf = ({ answers, entropy, steps }: Omit<AnsweredScript, "now">): string => {
  const distinct = [...new Set(answers)]
  return JSON.stringify([entropy, steps, distinct, answers.map((answer) => distinct.indexOf(answer))])
}
