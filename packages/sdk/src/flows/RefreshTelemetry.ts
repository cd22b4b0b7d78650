/** What refreshes tell spans, logs and metrics: which account, how it ended, how long it took. Never a secret. */
import { Clock, Duration, Effect, Exit, Metric, Option } from "effect"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"

/**
 * Counts the refreshes that were sent, by `domain` and `outcome`: `refreshed`, or the `_tag` of an error.
 *
 * @category metrics
 * @since 0.1.0
 */
export const refreshes = Metric.counter("application_credentials_refreshes", {
  description: "Refreshes that were sent to a token endpoint, by outcome",
  incremental: true
})

/**
 * Measures how long refreshes take, in milliseconds, from sending to storing, by `domain`.
 *
 * @category metrics
 * @since 0.1.0
 */
export const refreshDuration = Metric.timer("application_credentials_refresh_duration", {
  description: "Time from sending a refresh to having stored its token"
})

type Failure = Error & { readonly _tag: string }

/** Runs a refresh of an account, and tells of it. */
export const reportRefresh = Effect.fnUntraced(function* <A, E extends Failure, R>(
  account: LinkedAccount,
  refresh: Effect.Effect<A, E, R>
) {
  const { domain } = account
  const before = yield* Clock.currentTimeMillis
  const exit = yield* Effect.exit(refresh)
  const took = Duration.millis((yield* Clock.currentTimeMillis) - before)
  const failure = Option.getOrUndefined(Exit.findErrorOption(exit))
  const outcome = failure?._tag ?? (Exit.isSuccess(exit) ? "refreshed" : "interrupted")
  yield* Metric.update(Metric.withAttributes(refreshes, { domain, outcome }), 1)
  yield* Metric.update(Metric.withAttributes(refreshDuration, { domain }), took)
  const told = { ...attributes(account), "refresh.outcome": outcome }
  yield* Effect.annotateCurrentSpan(told)
  yield* failure === undefined
    ? Effect.logDebug("A token was refreshed").pipe(Effect.annotateLogs(told))
    : Effect.logWarning("A refresh failed").pipe(
        Effect.annotateLogs({ ...told, "refresh.error": failure.message })
      )
  return yield* exit
})

/** Tells that an account has to be linked again. */
export const reportRefused = (account: LinkedAccount) =>
  Effect.logWarning("An account has to be linked again").pipe(Effect.annotateLogs(attributes(account)))

const attributes = ({ id, domain, authImplementation }: LinkedAccount) => ({
  "account.id": id,
  "account.domain": domain,
  "account.implementation": authImplementation
})
