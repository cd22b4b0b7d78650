/** Telemetry, taken down. */
import { Effect, Exit, Logger, Metric, References, Tracer } from "effect"
import { inspect } from "node:util"

/** What an effect told of itself. */
export interface Told {
  readonly spans: ReadonlyArray<Tracer.Span>
  readonly logs: ReadonlyArray<{
    readonly level: string
    readonly message: unknown
    readonly annotations: Readonly<Record<string, unknown>>
  }>
  readonly metrics: ReadonlyArray<Metric.Metric.Snapshot>
  /** All of it, the exit too, in every way in which it could be shown. */
  readonly text: string
}

/** Runs an effect and takes down its spans, its records at every level, its metrics, and its exit. */
export const takeDown = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<Told, never, R> => {
  const spans: Array<Tracer.Span> = []
  const logs: Array<Told["logs"][number]> = []
  const shown: Array<unknown> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const logger = Logger.make((options) => {
    const annotations = options.fiber.getRef(References.CurrentLogAnnotations)
    logs.push({ level: options.logLevel, message: options.message, annotations })
    shown.push(options.message, options.cause, annotations)
    for (const format of [Logger.formatStructured, Logger.formatJson, Logger.formatLogFmt])
      shown.push(format.log(options))
  })
  return Effect.exit(effect).pipe(
    Effect.tap((exit) => Effect.logTrace("ended", Exit.isFailure(exit) ? exit.cause : exit.value)),
    Effect.tapCause(Effect.logFatal),
    Effect.withTracer(tracer),
    Effect.provide(Logger.layer([logger])),
    Effect.provideService(References.MinimumLogLevel, "All"),
    Effect.flatMap((exit) => Effect.map(Metric.snapshot, (metrics) => ({ exit, metrics }))),
    Effect.provideService(Metric.MetricRegistry, new Map()),
    Effect.map(({ exit, metrics }) => {
      const everything = [...spans, ...shown, ...metrics, exit]
      const text = everything.map(
        (one) => inspect(one, { depth: null, showHidden: true }) + safeJson(one) + String(one)
      )
      return { spans, logs, metrics, text: text.join("\n") }
    })
  )
}

// Spans hold bigints and refer to their parents.
const safeJson = (value: unknown): string => {
  const seen = new Set<unknown>()
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (typeof member === "bigint") return String(member)
      if (typeof member === "object" && member !== null) {
        if (seen.has(member)) return undefined
        seen.add(member)
      }
      return member
    }) ?? ""
  )
}
