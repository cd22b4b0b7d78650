import { it } from "@effect/vitest"
import { Effect } from "effect"
import { describe, expect } from "vitest"
import type { CheckContext } from "../../src/engine/Harness.ts"
import { type Course, resume } from "../../src/engine/LongSession.ts"
import type { Outcome, Step, WireAnswer, WireRequest } from "../../src/subject/Protocol.ts"

const answerOf = (body: string): WireAnswer => ({ _tag: "Response", status: 200, headers: {}, body })

const refresh = (token: string): Step => ({ _tag: "refresh", on: "a", token: { refresh_token: token } })

const tokenOf = (step: Step): string => (step._tag === "refresh" ? String(step.token["refresh_token"]) : "")

const requestFor = (step: Step): WireRequest => ({
  method: "POST",
  url: "https://provider.example/token",
  headers: {},
  body: tokenOf(step)
})

const outcomeOf = (step: Step): Outcome => ({
  _tag: "returned",
  value: `refreshed ${tokenOf(step)}`,
  trace: { logs: [], activity: [], standIns: [] }
})

/** A module whose steps each send one request, and which scripts ran live. */
const makeContext = () => {
  const ran: Array<{ readonly tokens: ReadonlyArray<string>; readonly answers: Array<WireAnswer> }> = []
  const context: Pick<CheckContext, "runScript" | "runLive"> = {
    runScript: ({ steps }) =>
      Effect.succeed({
        outcomes: steps.map(outcomeOf),
        requests: steps.map((step, index) => ({ step: index, wire: requestFor(step) }))
      }),
    runLive: ({ answer, steps }) =>
      Effect.sync(() => {
        const answers = steps.map((step, index) => answer(requestFor(step), index))
        ran.push({ tokens: steps.map(tokenOf), answers })
        return steps.map(outcomeOf)
      })
  }
  return { ran, context: context as CheckContext }
}

const begun = { steps: [], answers: [], performance: { outcomes: [], requests: [] } }
const course: Course = {
  steps: [refresh("one"), refresh("two"), refresh("three")],
  answers: [answerOf("two"), answerOf("three"), answerOf("four")]
}

describe("a long session", () => {
  it.effect("runs nothing live as long as the session goes as foreseen", () =>
    Effect.gen(function* () {
      const { ran, context } = makeContext()
      const { run } = yield* resume(context, 1, begun, course)
      const asked: Array<string> = []
      for (const [index, step] of course.steps.entries()) {
        const outcome = yield* run(step, ({ body }) => {
          asked.push(body)
          return course.answers[index] ?? answerOf("")
        })
        expect(outcome).toEqual(outcomeOf(step))
      }
      expect(asked).toEqual(["one", "two", "three"])
      expect(ran).toEqual([])
    })
  )

  it.effect("runs it anew from its beginning where a step is another, with the answers that it had", () =>
    Effect.gen(function* () {
      const { ran, context } = makeContext()
      const { run } = yield* resume(context, 1, begun, course)
      yield* run(refresh("one"), () => answerOf("two"))
      const outcome = yield* run(refresh("stale"), () => answerOf("refused"))
      expect(outcome).toEqual(outcomeOf(refresh("stale")))
      expect(ran).toEqual([{ tokens: ["one", "stale"], answers: [answerOf("two"), answerOf("refused")] }])
    })
  )

  it.effect("runs it anew where an answer is another, and asks for no answer twice", () =>
    Effect.gen(function* () {
      const { ran, context } = makeContext()
      const { run } = yield* resume(context, 1, begun, course)
      let asked = 0
      yield* run(refresh("one"), () => {
        asked++
        return answerOf("other")
      })
      yield* run(refresh("other"), () => answerOf("next"))
      expect(asked).toBe(1)
      expect(ran.map(({ answers }) => answers)).toEqual([
        [answerOf("other")],
        [answerOf("other"), answerOf("next")]
      ])
    })
  )
})
