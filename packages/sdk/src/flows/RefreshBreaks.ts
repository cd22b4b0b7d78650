/** The breaks that token endpoints ask for. */
import { Clock, Effect } from "effect"
import type { SessionError } from "./SessionError.ts"

/**
 * Makes the memory of breaks: a refresh whose endpoint asked to be left alone for a while (`Retry-After`) fails with that
 * same answer until then, and nothing is sent.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @category constructors
 * @since 0.1.0
 */
export const makeRefreshBreaks = () => {
  const breaks = new Map<string, { readonly until: number; readonly error: SessionError }>()

  const remember = Effect.fnUntraced(function* (accountId: string, error: SessionError) {
    if (error._tag !== "TokenEndpointUnavailable" || error.retryAfter === undefined) return
    breaks.set(accountId, { until: (yield* Clock.currentTimeMillis) + error.retryAfter * 1_000, error })
  })

  const keep =
    (accountId: string) =>
    <A>(refresh: Effect.Effect<A, SessionError>) =>
      Effect.gen(function* () {
        const pause = breaks.get(accountId)
        if (pause !== undefined && (yield* Clock.currentTimeMillis) < pause.until)
          return yield* Effect.fail(pause.error)
        breaks.delete(accountId)
        return yield* Effect.tapError(refresh, (error) => remember(accountId, error))
      })

  return { keep }
}
