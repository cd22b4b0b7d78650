/** The journal, with a bound. */
import type { EndpointName } from "../core/Endpoint.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { Exchange, ExchangeParts } from "./Exchange.ts"
import { makeExchange } from "./Exchange.ts"

/**
 * Describes a journal that keeps the latest exchanges.
 *
 * @category models
 * @since 0.1.0
 */
export interface Journal {
  readonly write: (parts: ExchangeParts) => Written
  /** Completes an exchange that was written before, unless it was dropped since. */
  readonly complete: (written: Written, answer: ProviderAnswer) => void
  readonly exchanges: () => ReadonlyArray<Exchange>
  readonly calls: (endpoint: EndpointName | "unknown") => ReadonlyArray<Exchange>
  /** How many exchanges were written since it was cleared, kept or not. */
  readonly written: () => number
  readonly clear: () => void
}

/**
 * Describes an exchange in the journal, with what it was made of.
 *
 * @category models
 * @since 0.1.0
 */
export interface Written {
  readonly exchange: Exchange
  readonly parts: ExchangeParts
}

/**
 * Makes a journal of at most `limit` exchanges.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeJournal = (limit: number): Journal => {
  let kept: Array<Exchange> = []
  let written = 0
  // Dropped in halves, so that each write costs the same; what is over the limit is not shown.
  const trim = (): void => {
    if (kept.length >= limit * 2) kept = kept.slice(kept.length - limit)
  }
  const exchanges = (): ReadonlyArray<Exchange> =>
    kept.length > limit ? kept.slice(kept.length - limit) : kept
  return {
    write: (parts) => {
      written++
      const exchange = makeExchange(written, parts)
      kept.push(exchange)
      trim()
      return { exchange, parts }
    },
    complete: ({ exchange, parts }, answer) => {
      const index = kept.lastIndexOf(exchange)
      if (index >= 0) kept[index] = makeExchange(exchange.number, { ...parts, answer })
    },
    exchanges,
    calls: (endpoint) => exchanges().filter((exchange) => exchange.endpoint === endpoint),
    written: () => written,
    clear: () => {
      kept = []
      written = 0
    }
  }
}
