/** Whatever answers requests. */
import type { WireRequest } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"

/**
 * Describes what an edge needs of a server: which requests are for it, and its answers. A provider is one, and so is an
 * account-link server.
 *
 * @category models
 * @since 0.1.0
 */
export interface AnsweringServer {
  /** Says whether a request is for this server. */
  serves(method: string, url: string): boolean
  /** Answers a request without throwing. */
  answer(request: WireRequest): Promise<ProviderAnswer>
}
