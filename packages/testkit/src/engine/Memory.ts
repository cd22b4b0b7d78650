/** What is remembered while modules are checked, by one rule: docs/decisions/0031-one-memory.md. */
import { Deferred, Effect } from "effect"

/** Gives the answer to a question about an object: the one that was given before, or else a new one. */
export type Memory<Answer> = (about: object, question: string, answer: () => Answer) => Answer

/**
 * Makes a memory. It holds an answer as long as somebody else holds the object that it is about. Beyond `most` answers it
 * forgets all of them at once: only shrinking comes back to old ones, and they would fill the memory.
 */
export const makeMemory = <Answer>(most = 10_000): Memory<Answer> => {
  let held = 0
  let answers = new WeakMap<object, Map<string, Answer>>()
  return (about, question, answer) => {
    const known = answers.get(about)?.get(question)
    if (known !== undefined) return known
    if (held >= most) {
      answers = new WeakMap()
      held = 0
    }
    const made = answer()
    const others = answers.get(about) ?? new Map<string, Answer>()
    answers.set(about, others.set(question, made))
    held++
    return made
  }
}

/**
 * Makes an effect that runs once: whoever comes later waits for what the first one gets, and gets the same. It runs in a fiber of
 * its own, which continues for the others where the first one is interrupted.
 */
export const once = <A, E>(effect: Effect.Effect<A, E>): Effect.Effect<A, E> => {
  const result = Deferred.makeUnsafe<A, E>()
  let isRunning = false
  return Effect.suspend(() => {
    if (isRunning) return Deferred.await(result)
    isRunning = true
    const run = Effect.onExit(effect, (exit) => Deferred.done(result, exit))
    return Effect.andThen(Effect.forkDetach(run, { startImmediately: true }), Deferred.await(result))
  })
}
