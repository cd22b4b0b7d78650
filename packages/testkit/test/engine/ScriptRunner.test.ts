import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import { plainHookInput } from "../../src/arbitraries/hookInput.ts"
import { hostSource, makeScriptRunner } from "../../src/engine/ScriptRunner.ts"
import type { Json, Outcome } from "../../src/subject/Protocol.ts"
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

describe("the host's own implementation", () => {
  const trace = { logs: [], activity: [], standIns: [] }
  const returning = (value: Json): Outcome => ({ outcome: "returned", value, trace })
  const made = returning({ authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" })
  const server = { authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" }
  const sourceOf = (...outcomes: ReadonlyArray<Outcome>) =>
    hostSource(
      () => Effect.succeed({ outcomes, requests: [] }),
      () => undefined
    )(plainHookInput)

  it.effect("has the endpoints of the module's, and PKCE where that has it", () =>
    Effect.gen(function* () {
      const plain = returning("https://acme.io/authorize?state=1")
      const pkce = returning("https://acme.io/authorize?code_challenge=1")
      expect(yield* sourceOf(made, plain)).toEqual({ by: "host", server, pkce: false })
      expect(yield* sourceOf(made, pkce)).toEqual({ by: "host", server, pkce: true })
    })
  )

  it.effect(
    "has others where the module shows none, and is inconclusive where the module makes nothing",
    () =>
      Effect.gen(function* () {
        const { by, ...source } = yield* sourceOf(returning({ authorizeUrl: null }))
        expect(by).toBe("host")
        expect(source).toMatchObject({ server: { tokenUrl: expect.stringMatching(/^https:/) } })
        expect(yield* Effect.flip(sourceOf({ outcome: "hung", trace }))).toMatchObject({
          _tag: "Inconclusive"
        })
      })
  )

  it.effect("is made of what was seen before, where something was", () =>
    Effect.gen(function* () {
      const source = yield* hostSource(
        () => Effect.die("not asked for"),
        () => ({ outcomes: { getAuthImplementation: made } })
      )(plainHookInput)
      expect(source).toEqual({ by: "host", server, pkce: false })
    })
  )
})
