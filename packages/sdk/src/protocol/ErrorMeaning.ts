/** What the error of a token endpoint means: a refusal, or that it is busy. */
import { Predicate } from "effect"
import { busyCodes, refusalCodes } from "./ErrorCode.ts"

/**
 * Says what a provider's own errors mean. `member` is the one that holds them, `error` unless given; `refusals` are those
 * that say that the code, the token or the client is refused, and `busy` those that say "later". A text
 * counts with what its provider adds after a colon, too.
 *
 * @category models
 * @since 0.1.0
 */
export interface ErrorMeaning {
  readonly member?: string | undefined
  readonly refusals?: ReadonlyArray<string | number> | undefined
  readonly busy?: ReadonlyArray<string | number> | undefined
}

/** Tells whether an error says that the endpoint is busy, or broken, for now. */
export const isBusy = (error: unknown, { busy = [] }: ErrorMeaning): boolean =>
  isAmong(error, busy) || isAmong(error, busyCodes)

/** Tells whether an error says that the code, the token or the client is refused. */
export const isRefusal = (error: unknown, { refusals = [] }: ErrorMeaning): boolean =>
  isAmong(error, refusals) || isAmong(error, refusalCodes)

const isAmong = (error: unknown, known: ReadonlyArray<string | number>): boolean =>
  known.some(
    (one) =>
      one === error || (Predicate.isString(one) && Predicate.isString(error) && error.startsWith(`${one}:`))
  )
