/** What a connection sends: in order, as fast as its client reads, and within limits. */
import { Data, Deferred, Effect, FiberHandle } from "effect"
import type { Scope } from "effect"

/**
 * The limits of what may wait for a client that does not read: so many messages at once, so many for ten seconds, and so
 * many characters.
 *
 * @see homeassistant/components/websocket_api/const.py, MAX_PENDING_MSG, PENDING_MSG_PEAK
 */
export const outboxLimits = { messages: 4_096, peak: 1_024, peakSeconds: 10, characters: 64 * 1024 * 1024 }

/** Says why a connection ends, and the code that its client is given. */
export class Disconnected extends Data.TaggedError("Disconnected")<{
  readonly code: number
  readonly message: string
}> {}

/**
 * Sends texts. `send` does not wait; `overflow` fails once more waits than may.
 */
export interface Outbox {
  readonly send: (text: string) => Effect.Effect<void>
  readonly overflow: Effect.Effect<never, Disconnected>
}

/**
 * Describes where texts go: `isFull` tells that what was written is still under way, and `drained` waits until it is not.
 */
export interface Outlet {
  readonly write: (text: string) => Effect.Effect<void>
  readonly isFull: () => boolean
  readonly drained: Effect.Effect<void>
}

/**
 * Makes the outbox of a connection. What cannot be written now waits here. After an overflow all of it is dropped.
 */
export const makeOutbox = Effect.fnUntraced(function* (
  outlet: Outlet
): Effect.fn.Return<Outbox, never, Scope.Scope> {
  const overflow = yield* Deferred.make<never, Disconnected>()
  const flushing = yield* FiberHandle.make()
  const watch = yield* FiberHandle.make()
  let waiting: Array<string> = []
  let characters = 0
  let isOver = false

  const give = Effect.suspend(() => {
    isOver = true
    waiting = []
    characters = 0
    return Effect.asVoid(Deferred.fail(overflow, tooSlow))
  })

  const isHigh = () => waiting.length > outboxLimits.peak

  const flush = Effect.gen(function* () {
    while (waiting.length > 0) {
      yield* outlet.drained
      const [text = ""] = waiting
      yield* outlet.write(text)
      // Only now: as long as it is here, no later text is written past it.
      waiting.shift()
      characters -= text.length
      if (!isHigh()) yield* FiberHandle.clear(watch)
    }
  })

  const watchPeak = Effect.sleep(`${outboxLimits.peakSeconds} seconds`).pipe(
    Effect.andThen(Effect.suspend(() => (isHigh() ? give : Effect.void)))
  )

  const wait = Effect.fnUntraced(function* (text: string) {
    waiting.push(text)
    characters += text.length
    if (waiting.length > outboxLimits.messages || characters > outboxLimits.characters) {
      yield* give
      return
    }
    yield* FiberHandle.run(flushing, flush, { onlyIfMissing: true })
    if (isHigh()) yield* FiberHandle.run(watch, watchPeak, { onlyIfMissing: true })
  })

  const send = (text: string) =>
    Effect.suspend(() => {
      if (isOver) return Effect.void
      return waiting.length === 0 && !outlet.isFull() ? outlet.write(text) : wait(text)
    })

  return { send, overflow: Deferred.await(overflow) }
})

const tooSlow = new Disconnected({ code: 1008, message: "The client does not read what it is sent." })
