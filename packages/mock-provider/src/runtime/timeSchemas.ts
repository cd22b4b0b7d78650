/** Times as options give them. */
import { Schema } from "effect"

/** A century, in seconds: beyond it, times are no dates. */
export const longest = 3_155_760_000

/** So many seconds. */
export const Seconds: Schema.Finite = Schema.Finite.check(
  Schema.isBetween(
    { minimum: 0, maximum: longest },
    { expected: `a number of seconds from 0 to ${longest} (a century)` }
  )
)

/** So many milliseconds. */
export const Milliseconds: Schema.Finite = Schema.Finite.check(
  Schema.isBetween(
    { minimum: 0, maximum: longest * 1000 },
    { expected: `a number of milliseconds from 0 to ${longest * 1000} (a century)` }
  )
)
