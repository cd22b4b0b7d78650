/** The journal of exchanges, of which some are known in full only later. */
import type { Exchange, ExchangeParts } from "./Exchange.ts"
import { makeExchange } from "./Exchange.ts"
import type { Journal, JournalLimits } from "./Journal.ts"
import { makeJournal } from "./Journal.ts"

/** An exchange in the journal, and what it is made of. */
export interface Recorded {
  exchange: Exchange
  parts: ExchangeParts
}

/** A journal of exchanges. */
export interface ExchangeJournal extends Pick<Journal<Exchange>, "clear" | "entries" | "written"> {
  readonly record: (parts: ExchangeParts) => Recorded
  /** Writes an exchange anew, with what is known of it now. */
  readonly amend: (recorded: Recorded, changes: Partial<ExchangeParts>) => void
}

/** Makes a journal that keeps the latest exchanges. */
export const makeExchangeJournal = (limits: JournalLimits): ExchangeJournal => {
  const journal = makeJournal<Exchange>(limits, ({ size }) => size)
  return {
    clear: journal.clear,
    entries: journal.entries,
    written: journal.written,
    record: (parts) => ({ parts, exchange: journal.add((number) => makeExchange(number, parts)) }),
    amend: (recorded, changes) => {
      const { exchange } = recorded
      recorded.parts = { ...recorded.parts, ...changes }
      recorded.exchange = makeExchange(exchange.number, recorded.parts)
      journal.replace(exchange, recorded.exchange)
    }
  }
}
