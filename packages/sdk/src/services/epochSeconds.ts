/** The time, as tokens and flows count it. */
import { Clock, Effect } from "effect"

/** The time, in seconds since 1970. */
export const epochSeconds: Effect.Effect<number> = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)
