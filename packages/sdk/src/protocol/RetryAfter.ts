/** How long a server asks to be left alone. */
import { DateTime, Option } from "effect"
import type { RawResponse } from "./RawResponse.ts"

/**
 * Reads the `Retry-After` of an answer, in seconds. A date counts from the answer's own `Date`, as the server's clock may
 * be another than the host's. Gives nothing where there is neither seconds nor a date.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { retryAfterOf } from "@application-credentials/sdk"
 *
 * assert.equal(retryAfterOf({ retryAfter: "120" }), 120)
 * const date = "Thu, 26 Nov 2026 10:00:00 GMT"
 * assert.equal(retryAfterOf({ retryAfter: "Thu, 26 Nov 2026 10:02:00 GMT", date }), 120)
 * assert.equal(retryAfterOf({ retryAfter: "soon" }), undefined)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @category protocol
 * @since 0.1.0
 */
export const retryAfterOf = ({
  date = "",
  retryAfter = ""
}: Pick<RawResponse, "date" | "retryAfter">): number | undefined => {
  if (/^\s*\d{1,9}\s*$/.test(retryAfter)) return Number(retryAfter)
  const seconds = Option.zipWith(timeOf(retryAfter), timeOf(date), (until, answered) => until - answered)
  return Option.getOrUndefined(Option.map(seconds, (left) => Math.max(0, left)))
}

// Of the three forms of a date, the one of today and the first of the obsolete ones end in GMT.
const timeOf = (date: string): Option.Option<number> =>
  /^[a-z]+, [\w :-]+ GMT$/i.test(date)
    ? Option.map(DateTime.make(date), (time) => DateTime.toEpochMillis(time) / 1_000)
    : Option.none()
