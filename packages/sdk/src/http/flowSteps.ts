/** The steps of a flow, as the REST API takes them. */
import { Effect, Option, Schema } from "effect"
import type { HttpServerRequest } from "effect/http"
import type { FlowResult } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import type { RequestContext } from "../flows/RequestContext.ts"
import { Integrations } from "../services/Integrations.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { bodyOf, requestFailed, RequestFailed } from "./ApiRoute.ts"
import type { ApiRequest } from "./ApiRoute.ts"
import { createdItem, flowResultItem } from "./FlowItem.ts"
import { LiveEntries } from "./LiveEntries.ts"
import { LiveFlows } from "./LiveFlows.ts"

/**
 * Says which browser a request comes from, as `CallbackOptions` does of the callback: a cookie of the host's, say.
 */
export type RequestContextOf = (request: HttpServerRequest.HttpServerRequest) => RequestContext

const Started = Schema.Struct({
  handler: Schema.Union([Schema.String, Schema.NonEmptyArray(Schema.String)]),
  entry_id: Schema.optionalKey(Schema.String),
  device: Schema.optionalKey(Schema.Boolean)
})

/**
 * Starts a flow: a new account's, or with `entry_id` one that links an account again. `device` lets the user authorize on
 * another device, where the provider offers that.
 *
 * @see homeassistant/components/config/config_entries.py, ConfigManagerFlowIndexView
 */
export const startFlow = (contextOf: RequestContextOf) =>
  Effect.fnUntraced(function* ({ request, user }: ApiRequest) {
    const { handler, entry_id: accountId, device } = yield* bodyOf(request, Started)
    const domain = typeof handler === "string" ? handler : handler[0]
    const integrations = yield* Integrations
    if (Option.isNone(yield* integrations.get(domain))) {
      return yield* requestFailed(404, "Invalid handler specified")
    }
    const flow = yield* LinkingFlow
    const started = yield* flow
      .start({
        domain,
        owner: user.id,
        source: accountId === undefined ? { type: "user" } : { type: "reconfigure", accountId },
        ...(yield* contextIn(request, contextOf)),
        ...(device === undefined ? {} : { device })
      })
      .pipe(Effect.catchTag("AccountNotFound", () => requestFailed(404, "Invalid entry specified")))
    return yield* show(domain, started)
  })

/**
 * Gives what a flow waits for once more, or how it ended, if that was within the last ten minutes. After
 * `missing_credentials` it continues, if there is a credential by now.
 *
 * @see homeassistant/components/config/config_entries.py, ConfigManagerFlowResourceView
 */
export const repeatFlow = (contextOf: RequestContextOf) =>
  Effect.fnUntraced(function* ({ request, params: { flowId = "" } }: ApiRequest) {
    const ended = yield* LiveFlows.use((flows) => flows.outcome(flowId))
    if (Option.isSome(ended) && ended.value.result !== undefined) {
      return yield* show(ended.value.handler, ended.value.result)
    }
    const link = yield* linkOf(flowId)
    return yield* show(link.domain, yield* again(flowId, yield* contextIn(request, contextOf)))
  })

const Step = Schema.Struct({
  implementation: Schema.optionalKey(Schema.String),
  device: Schema.optionalKey(Schema.Boolean)
})

/**
 * Takes a flow's next step: confirms it, or picks an `implementation`. A flow that waits for something else gives that
 * once more; with `device`, one that waits for the provider continues with another device, where the provider offers that.
 *
 * @see homeassistant/components/config/config_entries.py, ConfigManagerFlowResourceView
 */
export const takeStep = (contextOf: RequestContextOf) =>
  Effect.fnUntraced(function* ({ request, params: { flowId = "" } }: ApiRequest) {
    const { implementation, device } = yield* bodyOf(request, Step)
    const link = yield* linkOf(flowId)
    const context = { ...(yield* contextIn(request, contextOf)), ...(device === undefined ? {} : { device }) }
    return yield* show(link.domain, yield* stepOf(link, implementation, context))
  })

/**
 * Ends a flow.
 */
export const cancelFlow = Effect.fnUntraced(function* ({ params: { flowId = "" } }: ApiRequest) {
  const flow = yield* LinkingFlow
  yield* Effect.catchTag(flow.cancel(flowId), "FlowNotPending", () => unknownFlow)
  return { message: "Flow aborted" }
})

const stepOf = Effect.fnUntraced(function* (
  { flowId, step }: PendingLink,
  implementation: string | undefined,
  context: RequestContext
) {
  const flow = yield* LinkingFlow
  switch (step.id) {
    case "oauth_discovery":
    case "reauth_confirm":
      return yield* Effect.catchTag(flow.confirm(flowId, context), "FlowNotPending", () => unknownFlow)
    case "pick_implementation": {
      if (implementation === undefined) return yield* notPicked("required key not provided")
      return yield* Effect.catchTag(
        flow.pickImplementation(flowId, implementation, context),
        "FlowNotPending",
        () => unknownFlow
      )
    }
    default:
      return yield* again(flowId, context)
  }
})

const again = (flowId: string, context: RequestContext) =>
  LinkingFlow.use((flow) => flow.repeat(flowId, context)).pipe(
    Effect.catchTag(["FlowNotPending", "AccountNotFound"], () => unknownFlow)
  )

const linkOf = (flowId: string) =>
  PendingLinks.use((pending) => pending.update(flowId, (link) => link)).pipe(
    Effect.catchTag("FlowNotPending", () => unknownFlow)
  )

const show = Effect.fnUntraced(function* (handler: string, result: FlowResult) {
  if (result.type !== "create_entry") return flowResultItem(handler, result)
  const entries = yield* LiveEntries
  return createdItem(handler, result, yield* entries.show(result.account))
})

// The frontend's own address, which the provider sends the user back to.
const contextIn = Effect.fnUntraced(function* (
  request: HttpServerRequest.HttpServerRequest,
  contextOf: RequestContextOf
) {
  const header = request.headers["ha-frontend-base"]
  if (header === undefined) return contextOf(request)
  const url = URL.canParse(header) ? new URL(header) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return yield* requestFailed(
      400,
      "HA-Frontend-Base has to be an http or https URL, as https://home.example."
    )
  }
  return { frontendBase: url.origin, ...contextOf(request) }
})

const unknownFlow = requestFailed(404, "Invalid flow specified")

const notPicked = (implementation: string): RequestFailed =>
  new RequestFailed({ status: 400, body: { errors: { implementation } } })
