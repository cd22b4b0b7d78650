import { it } from "@effect/vitest"
import { Context, Effect, Exit, Layer, Scope } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { longestWait, makeStartedAhead } from "../../src/adapters/StartedAhead.ts"
import { Subject } from "../../src/subject/Subject.ts"

/** Subjects that note when they start and end. Nothing is asked of them. */
const makeSubjects = () => {
  const notes: Array<string> = []
  const unused = Effect.die("nobody runs this")
  const named = (name: string) =>
    Layer.effect(
      Subject,
      Effect.acquireRelease(
        Effect.sync(() => {
          notes.push(`${name} starts`)
          const service: Subject["Service"] = {
            language: "python",
            isolation: "none",
            load: unused,
            perform: () => unused,
            performAll: () => unused
          }
          return service
        }),
        () => Effect.sync(() => void notes.push(`${name} ends`))
      )
    )
  return { named, notes }
}

const use = (layer: Layer.Layer<Subject>) => Effect.scoped(Effect.asVoid(Layer.build(layer)))

describe("subjects that are started ahead", () => {
  it.effect("are taken once, end with the one who took them, and another starts for the next", () => {
    const { named, notes } = makeSubjects()
    return Effect.gen(function* () {
      const ahead = yield* makeStartedAhead
      yield* ahead.keep(new Map([["acme", named("ahead")]]))
      expect(notes).toEqual(["ahead starts"])
      const layer = ahead.take("acme", named("other"))
      yield* use(layer)
      yield* use(layer)
      expect(notes).toEqual(["ahead starts", "ahead ends", "other starts", "other ends"])
    })
  })

  it.effect("are for what they were started for, and end where that is asked for no more", () => {
    const { named, notes } = makeSubjects()
    return Effect.gen(function* () {
      const ahead = yield* makeStartedAhead
      yield* ahead.keep(new Map([["acme", named("acme")]]))
      yield* ahead.keep(new Map([["acme", named("never")]]))
      yield* use(ahead.take("bolt", named("other")))
      yield* ahead.keep(new Map([["bolt", named("bolt")]]))
      expect(notes).toEqual(["acme starts", "other starts", "other ends", "acme ends", "bolt starts"])
    })
  })

  it.effect("end with the scope", () => {
    const { named, notes } = makeSubjects()
    return Effect.gen(function* () {
      const scope = yield* Scope.make()
      const ahead = yield* Scope.provide(scope)(makeStartedAhead)
      yield* ahead.keep(new Map([["acme", named("acme")]]))
      yield* Scope.close(scope, Exit.void)
      expect(notes).toEqual(["acme starts", "acme ends"])
    })
  })

  it.effect("are replaced where they wait too long, and not while they are in use", () => {
    const { named, notes } = makeSubjects()
    return Effect.gen(function* () {
      const ahead = yield* makeStartedAhead
      yield* ahead.keep(new Map([["acme", named("acme")]]))
      yield* TestClock.adjust(longestWait)
      expect(notes).toEqual(["acme starts", "acme ends", "acme starts"])
      const scope = yield* Scope.make()
      const services = yield* Layer.buildWithScope(ahead.take("acme", named("other")), scope)
      expect(Context.get(services, Subject).language).toBe("python")
      yield* TestClock.adjust(longestWait)
      expect(notes).toHaveLength(3)
      yield* Scope.close(scope, Exit.void)
      expect(notes.at(-1)).toBe("acme ends")
    })
  })

  it.effect("start when they are needed where they could not be started ahead", () => {
    const { named, notes } = makeSubjects()
    return Effect.gen(function* () {
      const ahead = yield* makeStartedAhead
      yield* ahead.keep(new Map([["acme", Layer.effect(Subject, Effect.die("the folder has gone"))]]))
      yield* use(ahead.take("acme", named("other")))
      expect(notes).toEqual(["other starts", "other ends"])
    })
  })
})
