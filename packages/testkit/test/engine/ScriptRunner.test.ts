import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import { plainHookInput } from "../../src/arbitraries/hookInput.ts"
import { makeScriptRunner } from "../../src/engine/ScriptRunner.ts"
import { type Subject, SubjectGone } from "../../src/subject/Subject.ts"

const whileAsked = new SubjectGone({
  reason: "crash",
  during: "getAuthorizationServer",
  message: "It ended."
})

/** A worker that each script ends, and how often that was. */
const makeMortal = (crash: SubjectGone = whileAsked) => {
  const counted = { scripts: 0 }
  const end = Effect.suspend(() => {
    counted.scripts++
    return Effect.fail(crash)
  })
  const subject: Subject["Service"] = {
    language: "python",
    isolation: "none",
    load: Effect.die("not asked for"),
    perform: () => end,
    performAll: () => end
  }
  return { counted, subject }
}

const steps = [{ _tag: "getAuthorizationServer", host: plainHookInput.host }] as const
const others = [{ _tag: "getDescriptionPlaceholders", host: plainHookInput.host }] as const

describe("running scripts", () => {
  it.effect("does not try a step again that ended its worker twice, and says how it ended", () =>
    Effect.gen(function* () {
      const { counted, subject } = makeMortal()
      const { runAll, runLive } = makeScriptRunner(subject)
      const answer = () => ({ _tag: "ConnectionFailure" }) as const
      expect(yield* Effect.flip(runLive({ entropy: 0, steps, answer }))).toEqual(whileAsked)
      expect(yield* Effect.flip(runAll([{ entropy: 0, steps, answers: [] }]))).toEqual(whileAsked)
      const third = yield* Effect.flip(runLive({ entropy: 0, steps, answer }))
      expect(third).toMatchObject({ reason: "crash", during: "getAuthorizationServer", notTried: true })
      expect(third.message).toBe(
        "asking for the authorization server was not tried again: it hung or ended its process 2 times"
      )
      expect(counted.scripts).toBe(2)
      expect(yield* Effect.flip(runLive({ entropy: 0, steps: others, answer }))).toEqual(whileAsked)
      expect(counted.scripts).toBe(3)
    })
  )

  it.effect("does not load a module again whose worker ended twice while it did, whatever the step", () =>
    Effect.gen(function* () {
      const whileLoading = new SubjectGone({ reason: "crash", during: "load", message: "It ended." })
      const { counted, subject } = makeMortal(whileLoading)
      const { runLive } = makeScriptRunner(subject)
      const answer = () => ({ _tag: "ConnectionFailure" }) as const
      expect(yield* Effect.flip(runLive({ entropy: 0, steps, answer }))).toEqual(whileLoading)
      expect(yield* Effect.flip(runLive({ entropy: 0, steps: others, answer }))).toEqual(whileLoading)
      const third = yield* Effect.flip(runLive({ entropy: 0, steps, answer }))
      expect(third).toMatchObject({ during: "load", notTried: true })
      expect(third.message).toBe(
        "loading the module anew was not tried again: it hung or ended its process 2 times"
      )
      expect(counted.scripts).toBe(2)
    })
  )
})
