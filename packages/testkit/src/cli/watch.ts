/** Checks again whenever a file changes. */
import { watch as watchFolder } from "node:fs"
import { sep } from "node:path"
import { Deferred, Effect } from "effect"
import { isSkipped } from "../adapters/IntegrationFolder.ts"
import { print, warn } from "./console.ts"
import { CannotCheck } from "./errors.ts"

/** What each integration was when it was checked, by where it is. */
export type Known = ReadonlyMap<string, string>

/** What a round of checks leaves. */
interface Round {
  readonly known: Known
  readonly folders: ReadonlyArray<string>
  readonly checked: number
  /** Whether it took fewer inputs than were asked for. */
  readonly hasMore: boolean
}

/** Editors write a file in more than one step. What comes later than this is a change of its own, and is seen as one. */
const settleTime = "20 millis"

/** How many inputs a quick look takes. */
const few = 10

/**
 * Checks what is not as it was, waits for a file to change, and continues. After a change a quick look comes first, with few inputs, and
 * then all of them, unless something changes again before that. What cannot be read is said, and waited for.
 */
export const watch = Effect.fnUntraced(function* <E, R>(
  check: (known: Known, runs: number) => Effect.Effect<Round, E | CannotCheck, R>
) {
  let known: Known = new Map()
  let folders: ReadonlyArray<string> = ["."]
  let runs = Infinity
  while (true) {
    const go = Effect.fnUntraced(function* () {
      const changed = yield* watching(folders)
      const look = yield* attempt(check(known, runs))
      const whole = look?.hasMore && look.checked > 0 ? attempt(check(known, Infinity)) : Effect.succeed(look)
      const round = yield* Effect.raceFirst(whole, Effect.as(changed, null))
      if (round !== null && round.checked > 0) yield* print("Waiting for changes.\n")
      if (runs < Infinity || round === null) yield* changed
      return { look, round }
    })
    const { look, round } = yield* Effect.scoped(go())
    // The first round finds out what to watch, and the next looks whether it has changed since.
    folders = look?.folders ?? folders
    known = round?.known ?? known
    runs = few
  }
})

/** Begins to watch folders, until the scope ends. Gives what waits for the first change, and for those that come with it. */
const watching = Effect.fnUntraced(function* (folders: ReadonlyArray<string>) {
  const changed = yield* Deferred.make<void>()
  const begin = (folder: string) =>
    Effect.acquireRelease(
      Effect.try(() =>
        watchFolder(folder, { recursive: true }, (_event, name) => {
          if (!(name ?? "").split(sep).some(isSkipped)) Deferred.doneUnsafe(changed, Effect.void)
        })
      ),
      (watcher) => Effect.sync(() => watcher.close())
    )
  // A folder that has gone is said to be missing by the check.
  yield* Effect.forEach(new Set(folders), (folder) => Effect.ignore(begin(folder)), { discard: true })
  return Effect.andThen(Deferred.await(changed), Effect.sleep(settleTime))
})

/** What cannot be checked is said, and is no reason to end. */
const attempt = <A, E, R>(effect: Effect.Effect<A, E | CannotCheck, R>) =>
  Effect.catchIf(
    effect,
    (error): error is CannotCheck & (E | CannotCheck) => error instanceof CannotCheck,
    ({ message }) => Effect.as(warn(`${message}\n`), null)
  )
