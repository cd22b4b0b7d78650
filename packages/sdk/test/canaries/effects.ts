/**
 * Listens to all effects: what they redact, log, trace, count and fail with.
 *
 * Effect has one place for each: the registry of what is redacted, the loggers that fibers have unless told otherwise, its
 * spans, its metrics, and the instruction by which a fiber fails. `canaries.test.ts` notices if one is moved.
 */
import { Cause, Context, Effect, Exit, Logger, LogLevel, Metric, Redacted, References, Tracer } from "effect"
import { around, once } from "./around.ts"
import { isOfOthers, isResultInTheClear, withoutCarried } from "./exceptions.ts"
import { learn } from "./Secrets.ts"
import { shown, tell } from "./Told.ts"

/** Takes down records. For effects that have loggers of their own. */
export const listeningLogger = Logger.make((options) => {
  const annotations = options.fiber.getRef(References.CurrentLogAnnotations)
  const formats = [Logger.formatStructured, Logger.formatJson, Logger.formatLogFmt]
  const texts = [options.message, options.cause, annotations, ...formats.map(({ log }) => log(options))]
  tell("a log record", texts.map(shown).join("\n"))
})

/** Tells what metrics say now. */
export const recordMetrics = Effect.map(Metric.snapshot, (metrics) =>
  metrics.forEach((metric) => tell(`the metric "${metric.id}"`, shown(metric)))
)

/** Begins to listen. */
export const listenToEffects = once(() => {
  around(WeakMap.prototype, "set", ([key, value]) => {
    if (typeof value === "string" && Redacted.isRedacted(key)) learn(value)
  })
  joinLoggers()
  around(Tracer.NativeSpan.prototype, "end", ([, exit], span) => {
    if (span instanceof Tracer.NativeSpan && Exit.isExit(exit)) recordSpan(span, exit)
  })
  around(Object.getPrototypeOf(Exit.fail("")), "~effect/Effect/evaluate", (_, exit) => {
    if (Exit.isExit(exit) && Exit.isFailure(exit)) exit.cause.reasons.forEach(recordReason)
  })
})

// Every level is listened to. What is less than information is not shown beside the tests.
const joinLoggers = (): void => {
  const loggers = Context.get(Context.empty(), Logger.CurrentLoggers)
  if (!(loggers instanceof Set)) throw new Error("The loggers that fibers have are no set to join.")
  const informing = Logger.make((options) => {
    if (LogLevel.isGreaterThanOrEqualTo(options.logLevel, "Info")) Logger.defaultLogger.log(options)
  })
  loggers.delete(Logger.defaultLogger)
  loggers.add(informing).add(listeningLogger)
  Object.assign(References.MinimumLogLevel, { defaultValue: () => "All" })
}

const recordSpan = (span: Tracer.NativeSpan, exit: Exit.Exit<unknown, unknown>): void => {
  tell(`the span "${span.name}"`, shown([span.name, span.attributes, span.events]))
  if (Exit.isFailure(exit)) tell(`the failure of the span "${span.name}"`, shown(exit.cause))
  else if (!isResultInTheClear(span))
    tell(`the result of the span "${span.name}"`, withoutCarried(shown(exit.value)))
}

const seen = new WeakSet<object>()

const recordReason = (reason: Cause.Reason<unknown>): void => {
  const error = Cause.isFailReason(reason)
    ? reason.error
    : Cause.isDieReason(reason)
      ? reason.defect
      : undefined
  if (!(error instanceof Error) || isOfOthers(error) || seen.has(error)) return
  seen.add(error)
  tell(`the error "${error.name}"`, shown(error))
}
