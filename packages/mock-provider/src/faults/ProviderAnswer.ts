/** What a client gets: a response, or none. */
import type { WireResponse } from "../core/WireRequest.ts"

/**
 * Describes an answer: a response, a connection that breaks, or silence.
 *
 * @category models
 * @since 0.1.0
 */
export type ProviderAnswer =
  | ({ readonly _tag: "Response" } & WireResponse)
  | { readonly _tag: "ConnectionFailure" }
  | { readonly _tag: "NeverAnswers" }

/**
 * Describes an answer that takes its time: a slow one, or one with a JWT that has yet to be signed.
 *
 * @category models
 * @since 0.1.0
 */
export interface DeferredAnswer {
  readonly _tag: "Deferred"
  readonly settled: Promise<ProviderAnswer>
}

/** Makes the answer of a response. */
export const answered = ({ body, headers, status }: WireResponse): ProviderAnswer => ({
  _tag: "Response",
  status,
  headers,
  body
})
