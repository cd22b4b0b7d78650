/** A session each step of which depends on the results of the steps before it, run in one go all the same. */
import { Effect, Equal } from "effect"
import type { Outcome, Performance, Step, WireAnswer, WireRequest } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import type { Inconclusive } from "./Finding.ts"
import type { CheckContext } from "./Harness.ts"

/** A session's steps, and the answer to the requests of each. */
export interface Course {
  readonly steps: ReadonlyArray<Step>
  readonly answers: ReadonlyArray<WireAnswer>
}

/** A session that is resumed step by step. */
export interface LongSession {
  /** Runs the next step, and asks for the answer to each of its requests. */
  readonly run: (
    step: Step,
    answer: (request: WireRequest) => WireAnswer
  ) => Effect.Effect<Outcome | undefined, SubjectGone | Inconclusive>
}

/**
 * Resumes a session after what a course begins with. As long as the steps and the answers are those of the course, what came of
 * it is given. From where they are not, the session is run anew for each step, with the answers that it had: the
 * same randomness and clock bring it to the same place.
 */
export const resume = Effect.fnUntraced(function* (
  context: CheckContext,
  entropy: number,
  begun: Course & { readonly performance: Performance },
  course: Course | null
) {
  let foreseen =
    course &&
    (yield* context.runScript({ entropy, ...course }).pipe(
      // Which step took the worker's life shows when they run one by one.
      Effect.catchTag("SubjectGone", () => Effect.succeed(null))
    ))
  const done = Array.from(begun.steps)
  const answers = begun.performance.requests.map(({ step }) => begun.answers[step] ?? noConnection)

  const run: LongSession["run"] = Effect.fnUntraced(function* (step, answer) {
    const index = done.push(step) - 1
    if (course && foreseen && Equal.equals(step, course.steps[index])) {
      const requests = foreseen.requests.filter((request) => request.step === index)
      const isAsForeseen = requests.every(({ wire }) => {
        const given = answer(wire)
        answers.push(given)
        return Equal.equals(given, course.answers[index])
      })
      if (isAsForeseen) return foreseen.outcomes[index]
    }
    foreseen = null
    let answered = 0
    const outcomes = yield* context.runLive({
      entropy,
      steps: done,
      answer: (request) => (answers[answered++] ??= answer(request))
    })
    return outcomes[index]
  })
  return { run } satisfies LongSession
})

const noConnection: WireAnswer = { _tag: "ConnectionFailure" }
