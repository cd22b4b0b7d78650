import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { World } from "../../src/engine/Harness.ts"
import { type Course, goOn } from "../../src/engine/LongSession.ts"
import type { Outcome, Step, WireAnswer, WireRequest } from "../../src/subject/Protocol.ts"

const answerOf = (body: string): WireAnswer => ({ _tag: "Response", status: 200, headers: {}, body })

const refresh = (token: string): Step => ({ step: "refresh", on: "a", token: { refresh_token: token } })

const tokenOf = (step: Step): string => (step.step === "refresh" ? String(step.token["refresh_token"]) : "")

const requestFor = (step: Step): WireRequest => ({
  method: "POST",
  url: "https://provider.example/token",
  headers: {},
  body: tokenOf(step)
})

const outcomeOf = (step: Step): Outcome => ({
  outcome: "returned",
  value: `refreshed ${tokenOf(step)}`,
  trace: { logs: [], activity: [], standIns: [] }
})

/** A module whose steps each send one request, and what was played and performed of it. */
const makeWorld = () => {
  const performed: Array<{ readonly tokens: ReadonlyArray<string>; readonly answers: Array<WireAnswer> }> = []
  const world: Pick<World, "play" | "perform"> = {
    play: ({ steps }) =>
      Effect.succeed({
        outcomes: steps.map(outcomeOf),
        requests: steps.map((step, index) => ({ step: index, wire: requestFor(step) }))
      }),
    perform: ({ answer, steps }) =>
      Effect.sync(() => {
        const answers = steps.map((step, index) => answer(requestFor(step), index))
        performed.push({ tokens: steps.map(tokenOf), answers })
        return steps.map(outcomeOf)
      })
  }
  return { performed, world: world as World }
}

const begun = { steps: [], answers: [], performance: { outcomes: [], requests: [] } }
const course: Course = {
  steps: [refresh("one"), refresh("two"), refresh("three")],
  answers: [answerOf("two"), answerOf("three"), answerOf("four")]
}

describe("a long session", () => {
  it.effect("performs nothing as long as it takes the course that was foreseen", () =>
    Effect.gen(function* () {
      const { performed, world } = makeWorld()
      const { perform } = yield* goOn(world, 1, begun, course)
      const asked: Array<string> = []
      for (const [index, step] of course.steps.entries()) {
        const outcome = yield* perform(step, ({ body }) => {
          asked.push(body)
          return course.answers[index] ?? answerOf("")
        })
        expect(outcome).toEqual(outcomeOf(step))
      }
      expect(asked).toEqual(["one", "two", "three"])
      expect(performed).toEqual([])
    })
  )

  it.effect("performs it anew from its beginning where a step is another, with the answers that it had", () =>
    Effect.gen(function* () {
      const { performed, world } = makeWorld()
      const { perform } = yield* goOn(world, 1, begun, course)
      yield* perform(refresh("one"), () => answerOf("two"))
      const outcome = yield* perform(refresh("stale"), () => answerOf("refused"))
      expect(outcome).toEqual(outcomeOf(refresh("stale")))
      expect(performed).toEqual([
        { tokens: ["one", "stale"], answers: [answerOf("two"), answerOf("refused")] }
      ])
    })
  )

  it.effect("performs it anew where an answer is another, and asks for no answer twice", () =>
    Effect.gen(function* () {
      const { performed, world } = makeWorld()
      const { perform } = yield* goOn(world, 1, begun, course)
      let asked = 0
      yield* perform(refresh("one"), () => {
        asked++
        return answerOf("other")
      })
      yield* perform(refresh("other"), () => answerOf("next"))
      expect(asked).toBe(1)
      expect(performed.map(({ answers }) => answers)).toEqual([
        [answerOf("other")],
        [answerOf("other"), answerOf("next")]
      ])
    })
  )
})
