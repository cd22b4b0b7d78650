import { it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { describe, expect } from "vitest"
import { sideBySide } from "../../src/adapters/sideBySide.ts"
import { Subject, SubjectGone } from "../../src/subject/Subject.ts"

const loaded = { hooks: {}, functions: [], imports: [], trace: { logs: [], activity: [], standIns: [] } }
const scriptOf = (entropy: number) => ({ entropy, now: 0, steps: [], answers: [] })

/** Workers that note what they are sent; each answers a script with its name and the script's number. */
const makeWorkers = (options: { readonly isDead?: boolean } = {}) => {
  const sent: Array<ReadonlyArray<number>> = []
  const loads: Array<number> = []
  let workers = 0
  const layer = Layer.sync(Subject, () => {
    const number = workers++
    return {
      language: "python" as const,
      isolation: "none" as const,
      load: Effect.sync(() => (loads.push(number), loaded)),
      perform: () => Effect.succeed([{ _tag: "skipped" as const }]),
      performAll: (scripts) =>
        Effect.suspend(() => {
          sent[number] = [...(sent[number] ?? []), ...scripts.map(({ entropy }) => entropy)]
          const gone = new SubjectGone({ reason: "crash", during: "refresh", message: "It ended." })
          if (options.isDead && number === 1) return Effect.fail(gone)
          return Effect.succeed(
            scripts.map(({ entropy }) => ({
              outcomes: [],
              requests: [
                { step: 0, wire: { method: "GET", url: `w:${number}/${entropy}`, headers: {}, body: "" } }
              ]
            }))
          )
        })
    }
  })
  return { layer: sideBySide(layer), loads, sent }
}

const urlsOf = Effect.fnUntraced(function* (count: number) {
  const subject = yield* Subject
  const scripts = Array.from({ length: count }, (_, index) => scriptOf(index))
  const performances = yield* subject.performAll(scripts)
  return performances.flatMap(({ requests }) => requests.map(({ wire }) => wire.url))
})

describe("two subjects side by side", () => {
  it.effect("play half of the scripts each, and give what came of them in their order", () => {
    const { layer, sent } = makeWorkers()
    return Effect.gen(function* () {
      expect(yield* urlsOf(9)).toEqual([
        ...[0, 1, 2, 3, 4].map((script) => `w:0/${script}`),
        ...[5, 6, 7, 8].map((script) => `w:1/${script}`)
      ])
      expect(sent).toEqual([
        [0, 1, 2, 3, 4],
        [5, 6, 7, 8]
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("leave a few scripts to the first", () => {
    const { layer, sent } = makeWorkers()
    return Effect.gen(function* () {
      yield* urlsOf(7)
      expect(sent).toEqual([[0, 1, 2, 3, 4, 5, 6]])
    }).pipe(Effect.provide(layer))
  })

  it.effect("load both, and fail together where one is gone", () => {
    const { layer, loads } = makeWorkers({ isDead: true })
    return Effect.gen(function* () {
      const subject = yield* Subject
      expect(yield* subject.load).toBe(loaded)
      yield* Effect.yieldNow
      expect(loads.toSorted()).toEqual([0, 1])
      expect(yield* Effect.flip(urlsOf(20))).toMatchObject({ _tag: "SubjectGone", reason: "crash" })
    }).pipe(Effect.provide(layer))
  })
})
