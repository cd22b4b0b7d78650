/** Telemetry, taken down. */
import { Effect, Logger, Metric, References, Tracer } from "effect"
import { listeningLogger, recordMetrics } from "./canaries/effects.ts"

/** What an effect told of itself. */
export interface Told {
  readonly spans: ReadonlyArray<Tracer.Span>
  readonly logs: ReadonlyArray<{
    readonly level: string
    readonly message: unknown
    readonly annotations: Readonly<Record<string, unknown>>
  }>
  readonly metrics: ReadonlyArray<Metric.Metric.Snapshot>
}

/** Runs an effect, however it ends, and takes down its spans, its records at every level, and its metrics. */
export const takeDown = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<Told, never, R> => {
  const spans: Array<Tracer.Span> = []
  const logs: Array<Told["logs"][number]> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const logger = Logger.make(({ fiber, logLevel: level, message }) => {
    logs.push({ level, message, annotations: fiber.getRef(References.CurrentLogAnnotations) })
  })
  return Effect.exit(effect).pipe(
    Effect.withTracer(tracer),
    Effect.provide(Logger.layer([logger, listeningLogger])),
    Effect.andThen(recordMetrics),
    Effect.andThen(Metric.snapshot),
    Effect.provideService(Metric.MetricRegistry, new Map()),
    Effect.map((metrics) => ({ spans, logs, metrics }))
  )
}
