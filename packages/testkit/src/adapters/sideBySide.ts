/** Two subjects of one module that share the work. */
import { Context, Effect, Layer } from "effect"
import { Subject } from "../subject/Subject.ts"

/** Fewer scripts than these are not worth dividing. */
const few = 8

/**
 * Layer that provides a subject which plays answered scripts in two workers at once, always the same half in each: the
 * second takes half of the time on a second processor. Everything else goes to the first.
 */
export const sideBySide = (layer: Layer.Layer<Subject>): Layer.Layer<Subject> =>
  Layer.effect(
    Subject,
    Effect.gen(function* () {
      const [first, second] = yield* Effect.all([build(layer), build(layer)])
      const scope = yield* Effect.scope
      return {
        ...first,
        // Both at once: the second would keep the first batch waiting if it started after the first.
        load: Effect.andThen(Effect.forkIn(Effect.exit(second.load), scope), first.load),
        performAll: (scripts) => {
          if (scripts.length < few) return first.performAll(scripts)
          const half = Math.ceil(scripts.length / 2)
          return Effect.all(
            [first.performAll(scripts.slice(0, half)), second.performAll(scripts.slice(half))],
            { concurrency: 2 }
          ).pipe(Effect.map(([some, others]) => [...some, ...others]))
        }
      }
    })
  )

const build = (layer: Layer.Layer<Subject>) =>
  Effect.map(Layer.build(Layer.fresh(layer)), (services) => Context.get(services, Subject))
