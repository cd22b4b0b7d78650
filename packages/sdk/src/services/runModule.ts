/** Runs what a module wrote, so that nothing it does ends more than itself. */
import { Cause, Data, Duration, Effect, Exit, Fiber, Option } from "effect"
import { withoutSecrets } from "../domain/withoutSecrets.ts"
import type { Secrets } from "../domain/withoutSecrets.ts"

/** Says that a module was given up. */
export class TookTooLong extends Data.TaggedError("TookTooLong")<{ readonly message: string }> {}

/**
 * Describes a call of a module. `what` names it in the log. `secrets` are those that it was given: with some of its
 * own, the log says only where it died. It is given up after `limit`, a minute unless given.
 */
export interface ModuleCall<A, E, R> {
  readonly what: string
  readonly run: () => Effect.Effect<A, E, R>
  readonly secrets: Secrets
  readonly limit?: Duration.Input | undefined
}

/**
 * Runs a module in a fiber of its own, and fails with the cause by which that ended: a value that is no Effect would end
 * the caller's past its finalizers, and a module that interrupts itself would interrupt its caller. One that dies is logged
 * to the log. Interrupting the call interrupts the module, and waits for it no longer.
 */
export const runModule = <A, E, R>(
  call: ModuleCall<A, E, R>
): Effect.Effect<A, Cause.Cause<E | TookTooLong>, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(Effect.forkDetach(Effect.interruptible(begin(call))), (fiber) =>
      restore(end(call, fiber)).pipe(Effect.ensuring(Effect.sync(() => fiber.interruptUnsafe())))
    )
  )

const begin = <A, E, R>({ run }: ModuleCall<A, E, R>) =>
  Effect.suspend(() => {
    const answer = run()
    return Effect.isEffect(answer) ? answer : Effect.die(new TypeError("it must return an Effect."))
  })

const end = Effect.fnUntraced(function* <A, E, R>(call: ModuleCall<A, E, R>, fiber: Fiber.Fiber<A, E>) {
  const limit = Duration.fromInputUnsafe(call.limit ?? "1 minute")
  const ended = yield* Effect.timeoutOption(Fiber.await(fiber), limit)
  const exit: Exit.Exit<A, E | TookTooLong> = Option.getOrElse(ended, () => Exit.fail(tookTooLong(limit)))
  if (Exit.isSuccess(exit)) return exit.value
  if (Option.isNone(Cause.findErrorOption(exit.cause))) yield* reportDeath(call, exit.cause)
  return yield* Effect.fail(exit.cause)
})

const tookTooLong = (limit: Duration.Duration): TookTooLong =>
  new TookTooLong({ message: `it took longer than ${Duration.toSeconds(limit)} seconds.` })

const reportDeath = <A, E, R>({ secrets, what }: ModuleCall<A, E, R>, cause: Cause.Cause<unknown>) =>
  Effect.logError("A module died").pipe(
    Effect.annotateLogs({
      "module.call": what,
      "module.cause":
        secrets === "own" ? placesOf(Cause.pretty(cause)) : withoutSecrets(Cause.pretty(cause), secrets)
    })
  )

/** The lines of a stack that say where, without those that say what. */
const placesOf = (pretty: string): string => pretty.match(/^ +at .*$/gm)?.join("\n") ?? "unknown"
