/** The breaks between refreshes that failed. */
import { Effect } from "effect"
import { isUnclear } from "../domain/TokenRequestError.ts"
import { monotonicSeconds } from "../services/epochSeconds.ts"
import type { SessionError } from "./SessionError.ts"

/**
 * Makes the memory of breaks: a refresh whose endpoint asked to be left alone for a while (`Retry-After`) fails with that
 * same answer until then, and nothing is sent. So does one whose answer was unclear: for a minute, and twice as long each
 * time, up to an hour. Breaks are measured by the clock that nobody sets.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export const makeRefreshBreaks = () => {
  const breaks = new Map<string, Break>()

  const remember = Effect.fnUntraced(function* (accountId: string, error: SessionError) {
    const unclear = isUnclear(error) ? (breaks.get(accountId)?.unclear ?? 0) + 1 : 0
    const seconds = Math.max(askedFor(error), unclear === 0 ? 0 : Math.min(60 * 2 ** (unclear - 1), longest))
    if (seconds === 0) breaks.delete(accountId)
    else breaks.set(accountId, { until: (yield* monotonicSeconds) + seconds, error, unclear })
  })

  const keep =
    (accountId: string) =>
    <A>(refresh: Effect.Effect<A, SessionError>) =>
      Effect.gen(function* () {
        const pause = breaks.get(accountId)
        if (pause !== undefined && (yield* monotonicSeconds) < pause.until)
          return yield* Effect.fail(pause.error)
        return yield* Effect.tapError(refresh, (error) => remember(accountId, error)).pipe(
          Effect.tap(Effect.sync(() => breaks.delete(accountId)))
        )
      })

  return { keep }
}

interface Break {
  /** In seconds, as `monotonicSeconds` has them. */
  readonly until: number
  readonly error: SessionError
  /** How many answers in a row were unclear. */
  readonly unclear: number
}

const longest = 3_600

const askedFor = (error: SessionError): number =>
  error._tag === "TokenEndpointUnavailable" ? (error.retryAfter ?? 0) : 0
