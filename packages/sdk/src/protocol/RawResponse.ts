/** An answer as it came over HTTP. */

/**
 * Holds the answer of an endpoint, not yet judged.
 *
 * @category models
 * @since 0.1.0
 */
export interface RawResponse {
  readonly status: number
  readonly contentType?: string | undefined
  /** The `Retry-After` header, as it came. */
  readonly retryAfter?: string | undefined
  /** The `Date` header, as it came. */
  readonly date?: string | undefined
  readonly body: string
}
