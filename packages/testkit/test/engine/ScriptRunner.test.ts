import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import { plainHookInput } from "../../src/arbitraries/hookInput.ts"
import { makeScriptRunner } from "../../src/engine/ScriptRunner.ts"
import { type Subject, SubjectGone } from "../../src/subject/Subject.ts"

const crash = new SubjectGone({ reason: "crash", during: "getAuthorizationServer", message: "It ended." })

/** A worker that each script ends, and how often that was. */
const makeMortal = () => {
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

const steps = [{ step: "getAuthorizationServer", host: plainHookInput.host }] as const
const others = [{ step: "getDescriptionPlaceholders", host: plainHookInput.host }] as const

describe("running scripts", () => {
  it.effect("does not try a step again that ended its worker twice, and says how it ended", () =>
    Effect.gen(function* () {
      const { counted, subject } = makeMortal()
      const { runAll, runLive } = makeScriptRunner(subject)
      const answer = () => ({ _tag: "ConnectionFailure" }) as const
      expect(yield* Effect.flip(runLive({ entropy: 0, steps, answer }))).toEqual(crash)
      expect(yield* Effect.flip(runAll([{ entropy: 0, steps, answers: [] }]))).toEqual(crash)
      const third = yield* Effect.flip(runLive({ entropy: 0, steps, answer }))
      expect(third).toMatchObject({ reason: "crash", during: "getAuthorizationServer", notTried: true })
      expect(third.message).toBe(
        "asking for the authorization server was not tried again: it hung or ended its process 2 times"
      )
      expect(counted.scripts).toBe(2)
      expect(yield* Effect.flip(runLive({ entropy: 0, steps: others, answer }))).toEqual(crash)
      expect(counted.scripts).toBe(3)
    })
  )
})
