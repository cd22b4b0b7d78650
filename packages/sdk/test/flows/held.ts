/** A provider whose refreshes are let go one by one. */
import { Effect } from "effect"
import type { Answer } from "../Provider.ts"
import { strict } from "./Instance.ts"

/** Answers as the strict provider, each refresh only when it is let go. */
export const held = (answer: Answer = strict()) => {
  const gates: Array<() => void> = []
  const slow: Answer = async (seen, count) => {
    if (seen.form.has("refresh_token")) await new Promise<void>((resolve) => gates.push(resolve))
    return answer(seen, count)
  }
  return {
    slow,
    release: Effect.sync(() => gates.splice(0).forEach((open) => open())),
    waiting: () => gates.length
  }
}

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Waits until everything that needs no clock has happened. */
export const settle = Effect.repeat(turn, { times: 20 })

/** Waits until a condition holds that other fibers bring about, however many turns that takes. */
export const until = (condition: () => boolean) =>
  Effect.suspend(() => (condition() ? Effect.void : turn)).pipe(Effect.repeat({ while: () => !condition() }))
