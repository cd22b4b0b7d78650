/** A flow and its steps as Home Assistant's API shows them. */
import { Schema } from "effect"
import { AuthorizationRejected } from "../domain/AuthorizationRejected.ts"
import type {
  FlowAbort,
  FlowConfirmForm,
  FlowCreated,
  FlowExternal,
  FlowPickForm,
  FlowProgress,
  FlowResult
} from "../domain/FlowResult.ts"
import { AbortReason } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { EntryItem } from "./EntryItem.ts"

const Placeholders = Schema.Record(Schema.String, Schema.String)

const common = { flow_id: Schema.String, handler: Schema.String }

const PickField = Schema.Struct({
  name: Schema.Literal("implementation"),
  type: Schema.Literal("select"),
  required: Schema.Literal(true),
  default: Schema.String,
  options: Schema.Array(Schema.Tuple([Schema.String, Schema.String]))
})

const form = {
  type: Schema.Literal("form"),
  ...common,
  errors: Schema.Null,
  last_step: Schema.Null,
  preview: Schema.Null
}

/**
 * Schema of what a step of a flow leads to, in JSON: by the members that Home Assistant's have, with nothing of a token.
 *
 * - `form` of step `pick_implementation`, `reauth_confirm` or `oauth_discovery`.
 * - `external`: the provider's `url`. `device_flow` is true where the user could authorize on another device instead.
 * - `progress`: in `description_placeholders`, the code to enter (`user_code`), where (`url`, and `url_complete`, which has
 *   the code), and until when (`expires_at`, in seconds since 1970).
 * - `create_entry`: the new account as `result`.
 * - `abort`: `reason`. After `missing_credentials` the flow is there still: it continues once there is a credential.
 *
 * @see homeassistant/helpers/data_entry_flow.py, FlowManagerResourceView
 * @category schemas
 * @since 0.1.0
 */
export const FlowResultItem = Schema.Union([
  Schema.Struct({
    ...form,
    step_id: Schema.Literal("pick_implementation"),
    data_schema: Schema.Tuple([PickField]),
    description_placeholders: Schema.Null
  }),
  Schema.Struct({
    ...form,
    step_id: Schema.Literals(["reauth_confirm", "oauth_discovery"]),
    data_schema: Schema.Tuple([]),
    description_placeholders: Placeholders
  }),
  Schema.Struct({
    type: Schema.Literal("external"),
    ...common,
    step_id: Schema.Literal("auth"),
    url: Schema.String,
    description_placeholders: Schema.Null,
    device_flow: Schema.Boolean
  }),
  Schema.Struct({
    type: Schema.Literal("progress"),
    ...common,
    step_id: Schema.Literal("auth"),
    progress_action: Schema.Literal("exchange"),
    description_placeholders: Placeholders
  }),
  Schema.Struct({
    type: Schema.Literal("create_entry"),
    ...common,
    title: Schema.String,
    description: Schema.Null,
    description_placeholders: Schema.Null,
    version: Schema.Literal(1),
    minor_version: Schema.Literal(1),
    options: Schema.Struct({}),
    subentries: Schema.Tuple([]),
    result: EntryItem
  }),
  Schema.Struct({
    type: Schema.Literal("abort"),
    ...common,
    reason: AbortReason,
    description_placeholders: Placeholders,
    translation_domain: Schema.optionalKey(Schema.Literal("homeassistant"))
  })
])

/**
 * Names what a step of a flow leads to, in JSON.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowResultItem = typeof FlowResultItem.Type

/**
 * Schema of a flow that waits for a person who did not begin it.
 *
 * @see homeassistant/components/config/config_entries.py, config_entries_progress
 * @category schemas
 * @since 0.1.0
 */
export const FlowInProgressItem = Schema.Struct({
  ...common,
  step_id: Schema.String,
  context: Schema.Struct({
    source: Schema.String,
    entry_id: Schema.optionalKey(Schema.String),
    title_placeholders: Schema.optionalKey(Placeholders)
  })
})

/**
 * Holds a flow that waits for a person who did not begin it.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowInProgressItem = typeof FlowInProgressItem.Type

/**
 * Schema of what has become of a flow in progress: `type` is null for those that are there already.
 *
 * @see homeassistant/components/config/config_entries.py, config_entries_flow_subscribe
 * @category schemas
 * @since 0.1.0
 */
export const FlowChangeItem = Schema.Union([
  Schema.Struct({
    type: Schema.NullOr(Schema.Literal("added")),
    flow_id: Schema.String,
    flow: FlowInProgressItem
  }),
  Schema.Struct({ type: Schema.Literal("removed"), flow_id: Schema.String })
])

/**
 * Says what has become of a flow in progress.
 *
 * @category models
 * @since 0.1.0
 */
export type FlowChangeItem = typeof FlowChangeItem.Type

/**
 * Shows what a step led to, other than an account.
 */
export const flowResultItem = (handler: string, result: Exclude<FlowResult, FlowCreated>): FlowResultItem => {
  switch (result.type) {
    case "form":
      return formItem(handler, result)
    case "external":
      return externalItem(handler, result)
    case "progress":
      return progressItem(handler, result)
    case "abort":
      return abortItem(handler, result)
  }
}

/**
 * Shows the account that a flow made.
 */
export const createdItem = (
  handler: string,
  { type, flowId, title }: FlowCreated,
  entry: EntryItem
): FlowResultItem => ({
  type,
  flow_id: flowId,
  handler,
  title,
  description: null,
  description_placeholders: null,
  version: 1,
  minor_version: 1,
  options: {},
  subentries: [],
  result: entry
})

const formItem = (handler: string, result: FlowPickForm | FlowConfirmForm): FlowResultItem => {
  const { type, flowId: flow_id } = result
  const shown = { type, flow_id, handler, errors: null, last_step: null, preview: null }
  return result.stepId === "pick_implementation"
    ? {
        ...shown,
        step_id: result.stepId,
        data_schema: [pickField(result.options)],
        description_placeholders: null
      }
    : {
        ...shown,
        step_id: result.stepId,
        data_schema: [],
        description_placeholders: { name: result.name }
      }
}

const pickField = (options: FlowPickForm["options"]): typeof PickField.Type => ({
  name: "implementation",
  type: "select",
  required: true,
  default: options[0]?.domain ?? "",
  options: options.map(({ domain, name }) => [domain, name] as const)
})

const externalItem = (
  handler: string,
  { type, flowId, stepId, url, deviceFlow }: FlowExternal
): FlowResultItem => ({
  type,
  flow_id: flowId,
  handler,
  step_id: stepId,
  url,
  description_placeholders: null,
  device_flow: deviceFlow === true
})

const progressItem = (handler: string, result: FlowProgress): FlowResultItem => ({
  type: result.type,
  flow_id: result.flowId,
  handler,
  step_id: result.stepId,
  progress_action: result.progressAction,
  description_placeholders: {
    user_code: result.userCode,
    url: result.verificationUri,
    ...(result.verificationUriComplete === undefined ? {} : { url_complete: result.verificationUriComplete }),
    expires_at: String(result.expiresAt)
  }
})

const abortItem = (handler: string, { type, flowId, reason, error }: FlowAbort): FlowResultItem => ({
  type,
  flow_id: flowId,
  handler,
  reason,
  description_placeholders: error instanceof AuthorizationRejected ? { error: error.error ?? "unknown" } : {},
  ...(isWordedByHost(reason) ? { translation_domain: "homeassistant" as const } : {})
})

// As Home Assistant does since 2026.10.
const isWordedByHost = (reason: AbortReason): boolean => !wordedByIntegrations.has(reason)

const wordedByIntegrations: ReadonlySet<AbortReason> = new Set<AbortReason>([
  "missing_configuration",
  "already_configured",
  "wrong_account"
])

/**
 * Shows a flow that waits, or nothing where its user began it. `name` is what it is about.
 */
export const flowInProgressItem = (
  { flowId, domain, source, step }: PendingLink,
  name: string
): FlowInProgressItem | undefined =>
  source.type === "user" || source.type === "reconfigure"
    ? undefined
    : {
        flow_id: flowId,
        handler: domain,
        step_id: step.id,
        context: {
          source: source.type,
          ...("accountId" in source ? { entry_id: source.accountId } : {}),
          title_placeholders: { name }
        }
      }
