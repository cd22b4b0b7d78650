/** The grant of devices. */
import type { Client } from "./Client.ts"
import { deviceCodeGrant } from "./Client.ts"
import { putDevice } from "./PendingDevices.ts"
import { issueTokens } from "./issueTokens.ts"
import type { DeviceAuthorization, ProviderState } from "./ProviderState.ts"
import { findPresented, readGrantResources } from "./PresentedGrant.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { Refusal } from "./Refusal.ts"
import type { GrantContext, Step } from "./Step.ts"
import { refuse } from "./Step.ts"

/**
 * Answers a device that polls: tokens once its user has approved, and until then an error that says how to continue.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
export const answerDeviceCode = (
  state: ProviderState,
  client: Client,
  request: ReceivedRequest,
  context: GrantContext
): Step => {
  const presented = findPresented(state.devices, request.parameters, client, "device-code")
  if (presented instanceof Refusal) return refuse(state, presented)
  const { issued: waiting, text: code } = presented
  if (waiting.decision === "used") return refuse(state, new Refusal("device-code-used"))
  if (waiting.expiresAt <= context.now) return refuse(state, new Refusal("device-code-expired"))
  const put = (changed: Partial<DeviceAuthorization>): ProviderState =>
    putDevice(state, code, { ...waiting, polledAt: context.now, ...changed }, context.now)
  const { decision, interval, pendingPolls, polledAt } = waiting
  if (polledAt !== undefined && context.now - polledAt < interval * 1000) {
    return refuse(put({ interval: interval + 5 }), new Refusal("device-slow-down"))
  }
  if (pendingPolls > 0) return refuse(put({ pendingPolls: pendingPolls - 1 }), new Refusal("device-pending"))
  if (decision === "pending") return refuse(put({}), new Refusal("device-pending"))
  if (decision === "denied") return refuse(put({ decision: "used" }), new Refusal("device-denied"))
  const { grant } = decision
  const resources = readGrantResources(state, grant, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  const { scope } = grant
  return issueTokens(
    put({ decision: "used" }),
    { client, request, grant, scope, resources, grantType: deviceCodeGrant, refreshToken: "new" },
    context
  )
}
