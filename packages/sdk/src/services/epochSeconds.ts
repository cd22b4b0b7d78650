/** The time, as tokens and flows count it. */
import { Clock, Effect } from "effect"

/** The time, in seconds since 1970. */
export const epochSeconds: Effect.Effect<number> = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)

/** The time, in seconds since some moment: no one sets this clock, so it is the one to wait by. */
export const monotonicSeconds: Effect.Effect<number> = Effect.map(
  Clock.monotonicTimeNanos,
  (nanos) => Number(nanos / 1_000_000n) / 1_000
)
