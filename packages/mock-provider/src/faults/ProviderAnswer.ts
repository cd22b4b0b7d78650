/** What a client gets: a response, or none. */
import type { WireHeaders } from "../core/WireRequest.ts"

/**
 * Describes an answer: a response, a connection that breaks, or silence.
 *
 * @category models
 * @since 0.1.0
 */
export type ProviderAnswer =
  | {
      readonly _tag: "Response"
      readonly status: number
      readonly headers: WireHeaders
      readonly body: string
    }
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
