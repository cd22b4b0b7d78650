/** Subjects whose processes start before they are needed, and wait. */
import { type Context, Effect, Exit, Layer, Scope } from "effect"
import type { Subject } from "../subject/Subject.ts"

/** How long a process waits before another one takes its place: what it has read at its start may have changed by then. */
export const longestWait = "10 minutes"

/** Subjects that were started ahead, by all that they depend on but the files of their modules. */
export interface StartedAhead {
  /** Starts these, and ends those that are none of them. What cannot be started now is started when it is needed. */
  readonly keep: (subjects: ReadonlyMap<string, Layer.Layer<Subject>>) => Effect.Effect<void>
  /** Layer that provides the subject that waits, which is nobody else's from then on, or else another. */
  readonly take: (name: string, otherwise: Layer.Layer<Subject>) => Layer.Layer<Subject>
}

/** A subject that was started ahead, and what ends it. */
interface Waiting {
  readonly services: Context.Context<Subject>
  readonly scope: Scope.Closeable
}

/** Makes a place for subjects that are started ahead. Those that nobody has taken end with the scope. */
export const makeStartedAhead: Effect.Effect<StartedAhead, never, Scope.Scope> = Effect.gen(function* () {
  const outer = yield* Effect.scope
  const all = new Map<string, Waiting>()

  const start = Effect.fnUntraced(
    function* (name: string, layer: Layer.Layer<Subject>) {
      const scope = yield* Scope.fork(outer)
      const services = yield* Layer.buildWithScope(Layer.fresh(layer), scope).pipe(
        Effect.onError(() => Scope.close(scope, Exit.void))
      )
      const waiting = { services, scope }
      all.set(name, waiting)
      const replace = Effect.suspend(() => (all.get(name) === waiting ? renew(name, layer) : Effect.void))
      // The new one begins in a fiber of its own: this one's ends with what it replaces.
      yield* Effect.sleep(longestWait).pipe(
        Effect.andThen(Effect.forkIn(replace, outer)),
        Effect.forkIn(scope)
      )
    },
    (effect) => Effect.ignoreCause(effect)
  )
  const end = (name: string) =>
    Effect.suspend(() => {
      const waiting = all.get(name)
      all.delete(name)
      return waiting === undefined ? Effect.void : Scope.close(waiting.scope, Exit.void)
    })
  const renew = (name: string, layer: Layer.Layer<Subject>): Effect.Effect<void> =>
    Effect.andThen(end(name), start(name, layer))

  return {
    keep: (subjects) =>
      Effect.gen(function* () {
        for (const name of all.keys()) if (!subjects.has(name)) yield* end(name)
        for (const [name, layer] of subjects) if (!all.has(name)) yield* start(name, layer)
      }).pipe(Effect.uninterruptible),
    take: (name, otherwise) =>
      Layer.effectContext(
        Effect.gen(function* () {
          const waiting = all.get(name)
          if (waiting === undefined) return yield* Layer.build(otherwise)
          all.delete(name)
          yield* Effect.addFinalizer(() => Scope.close(waiting.scope, Exit.void))
          return waiting.services
        }).pipe(Effect.uninterruptible)
      )
  }
})
