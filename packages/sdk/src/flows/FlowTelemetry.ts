/** What flows tell spans, logs and metrics: which integration, which flow, which step, why it ended. Never a secret. */
import { Effect, Metric } from "effect"
import type { FlowResult } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { Aborted } from "./Abort.ts"
import { FlowNews } from "./FlowNews.ts"

/**
 * Counts the flows that began, by `domain` and `source`.
 *
 * @category metrics
 * @since 0.1.0
 */
export const flowsStarted = Metric.counter("application_credentials_flows_started", {
  description: "Flows that began to link an account",
  incremental: true
})

/**
 * Counts the flows that ended, by `domain`, `source` and `reason`: `create_entry`, `cancelled`, the reason of an
 * abort, or the `_tag` of an error.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { flowsEnded, layerMemory, layerModuleServices, LinkingFlow } from "@application-credentials/sdk"
 * import { Effect, Layer, Metric } from "effect"
 *
 * const program = Effect.gen(function* () {
 *   const flow = yield* LinkingFlow
 *   yield* flow.start({ domain: "without_module" })
 *   const by = { domain: "without_module", source: "user", reason: "missing_configuration" }
 *   const { count } = yield* Metric.value(Metric.withAttributes(flowsEnded, by))
 *   assert.equal(count, 1)
 * })
 * const instance = layerMemory({ integrations: [{ domain: "without_module" }] })
 * await Effect.runPromise(Effect.provide(program, Layer.provide(instance, layerModuleServices)))
 * ```
 *
 * @category metrics
 * @since 0.1.0
 */
export const flowsEnded = Metric.counter("application_credentials_flows_ended", {
  description: "Flows that ended, by how",
  incremental: true
})

/**
 * Counts the callbacks that were refused before anything was sent, by `reason`: the error's `_tag`.
 *
 * @category metrics
 * @since 0.1.0
 */
export const callbacksRefused = Metric.counter("application_credentials_callbacks_refused", {
  description: "Callbacks that were refused before anything was sent",
  incremental: true
})

/** Names what telemetry tells of a flow. */
type FlowIdentity = Pick<PendingLink, "flowId" | "domain" | "source">

/** Runs a step of a flow, an abort being its result, and tells of it. */
export const reportStep = <E, R>(
  flow: FlowIdentity,
  step: Effect.Effect<FlowResult, E | Aborted, R>
): Effect.Effect<FlowResult, Exclude<E, Aborted>, R | FlowNews> =>
  Aborted.toResult(step).pipe(
    Effect.tap((result) => reportResult(flow, result)),
    Effect.tap((result) => FlowNews.use(({ publish }) => publish({ flow, result })))
  )

/** Tells that a flow began. */
export const reportStart = Effect.fnUntraced(function* (flow: FlowIdentity) {
  yield* Metric.update(Metric.withAttributes(flowsStarted, labels(flow)), 1)
  yield* Effect.logDebug("A flow began").pipe(Effect.annotateLogs(attributes(flow)))
})

/** Tells that the user does not want to continue. */
export const reportCancel = Effect.fnUntraced(function* (flow: FlowIdentity) {
  yield* reportEnd(flow, "cancelled", undefined)
  yield* FlowNews.use(({ publish }) => publish({ flow }))
})

/** Tells that a flow ended with an error. */
export const reportFailure = Effect.fnUntraced(function* (
  flow: FlowIdentity,
  error: Error & { readonly _tag: string }
) {
  if (error._tag === "IssuerMismatch") yield* reportRefusal(error)
  yield* reportEnd(flow, error._tag, error)
  yield* FlowNews.use(({ publish }) => publish({ flow }))
})

/** Tells that a callback was refused. */
export const reportRefusal = Effect.fnUntraced(function* ({ _tag: reason }: { readonly _tag: string }) {
  yield* Metric.update(Metric.withAttributes(callbacksRefused, { reason }), 1)
  yield* Effect.annotateCurrentSpan({ "link.reason": reason })
  yield* Effect.logWarning("A callback was refused").pipe(Effect.annotateLogs({ "link.reason": reason }))
})

const reportResult = (flow: FlowIdentity, result: FlowResult) => {
  if (result.type === "create_entry") return reportEnd(flow, "create_entry", undefined)
  if (result.type !== "abort") return reportWaiting(flow, result.stepId)
  if (result.reason === "missing_credentials") return reportWaiting(flow, result.reason)
  return reportEnd(flow, result.reason, result.error)
}

const reportWaiting = Effect.fnUntraced(function* (flow: FlowIdentity, step: string) {
  const told = { ...attributes(flow), "link.step": step }
  yield* Effect.annotateCurrentSpan(told)
  yield* Effect.logDebug("A flow waits").pipe(Effect.annotateLogs(told))
})

const reportEnd = Effect.fnUntraced(function* (flow: FlowIdentity, reason: string, error: Error | undefined) {
  const told = { ...attributes(flow), "link.reason": reason }
  yield* Metric.update(Metric.withAttributes(flowsEnded, { ...labels(flow), reason }), 1)
  yield* Effect.annotateCurrentSpan(told)
  const record = { ...told, ...(error === undefined ? {} : { "link.error": error.message }) }
  const log = error === undefined ? Effect.logInfo : Effect.logWarning
  yield* log("A flow ended").pipe(Effect.annotateLogs(record))
})

const labels = ({ domain, source }: FlowIdentity) => ({ domain, source: source.type })

const attributes = ({ flowId, domain, source }: FlowIdentity) => ({
  "link.flow_id": flowId,
  "link.domain": domain,
  "link.source": source.type
})
