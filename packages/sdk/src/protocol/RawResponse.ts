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
  /** The `Retry-After` header. */
  readonly retryAfter?: string | undefined
  readonly body: string
}
