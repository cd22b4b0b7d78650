/** Device authorization: devices ask, users decide elsewhere. */
import { consentRequestOf, readScope } from "./AuthorizationRequest.ts"
import { deviceCodeGrant } from "./Client.ts"
import type { ConsentDecision } from "./Consent.ts"
import { approvalOf } from "./Consent.ts"
import { subjectOf } from "./DecideConsent.ts"
import { findEntry, putEntry } from "./Entries.ts"
import type { Begun } from "./Grants.ts"
import { beginUserGrant } from "./Grants.ts"
import { makeOpaqueToken } from "./OpaqueToken.ts"
import type { Asked, DeviceAuthorization, ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { receiveFromClient } from "./ReceiveFromClient.ts"
import { jsonResponse } from "./JsonResponse.ts"
import { Refusal } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Answers a device that asks for access, with the code that it polls with and the code that its user enters.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 * @category endpoints
 * @since 0.1.0
 */
export const answerDeviceAuthorization = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const { device, lifetimes, pages } = state.settings
  const client = receiveFromClient(state, request)
  if (client instanceof Refusal) return refuse(state, client)
  const { clientId } = client
  if (!client.grantTypes.includes(deviceCodeGrant)) return refuse(state, new Refusal("device-grant-type"))
  const scope = readScope(state.settings, client, request.parameters.get("scope"))
  if (scope instanceof Refusal) return refuse(state, scope)
  const deviceCode = makeOpaqueToken(context)
  const userCode = makeUserCode(context)
  const waiting: DeviceAuthorization = {
    expiresAt: context.now + lifetimes.deviceCode * 1000,
    clientId,
    userCode,
    asked: askedOf(request, clientId, scope),
    decision: "pending",
    pendingPolls: device.pendingPolls,
    interval: device.interval,
    polledAt: undefined
  }
  const next = putDevice(state, deviceCode, waiting, context.now)
  const decision = state.settings.approver(consentRequestOf(waiting.asked))
  const { events, state: decided } = decide(next, deviceCode, waiting, decision, context.now)
  return answer(
    decided,
    jsonResponse(200, {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: pages.deviceVerification,
      verification_uri_complete: withUserCode(pages.deviceVerification, userCode),
      expires_in: lifetimes.deviceCode,
      interval: device.interval
    }),
    [{ _tag: "DeviceAuthorized", clientId }, ...events]
  )
}

/**
 * Reads the code that a user typed as the device shows it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-6.1
 * @category decoding
 * @since 0.1.0
 */
export const readUserCode = (typed: string): string => {
  const code = typed.toUpperCase().replaceAll(/[^A-Z]/g, "")
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * Finds what waits for a user who enters a code, whatever the case and the dashes they type it with.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-6.1
 * @category accessors
 * @since 0.1.0
 */
export const findDevice = (
  state: ProviderState,
  userCode: string,
  now: number
): { readonly deviceCode: string; readonly waiting: DeviceAuthorization } | undefined => {
  const deviceCode = findEntry(state.userCodes, readUserCode(userCode))?.deviceCode
  const waiting = deviceCode === undefined ? undefined : findEntry(state.devices, deviceCode)
  if (deviceCode === undefined || waiting?.decision !== "pending" || waiting.expiresAt <= now)
    return undefined
  return { deviceCode, waiting }
}

/**
 * Decides for a device by the code that its user entered; `undefined` when no such device waits.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.3
 * @category combining
 * @since 0.1.0
 */
export const decideDevice = (
  state: ProviderState,
  userCode: string,
  decision: ConsentDecision,
  now: number
): ProviderState | undefined => {
  const found = findDevice(state, userCode, now)
  return found && decide(state, found.deviceCode, found.waiting, decision, now).state
}

const decide = (
  state: ProviderState,
  deviceCode: string,
  waiting: DeviceAuthorization,
  decision: ConsentDecision,
  now: number
): Pick<Begun, "events" | "state"> => {
  const put = (base: ProviderState, decided: DeviceAuthorization["decision"]): ProviderState =>
    putDevice(base, deviceCode, { ...waiting, decision: decided }, now)
  if (decision._tag === "Ask") return { state, events: [] }
  const approval = approvalOf(waiting.asked.scope, decision)
  if (approval === undefined) return { state: put(state, "denied"), events: [] }
  const asked = { ...waiting.asked, scope: approval.scope }
  const begun = beginUserGrant(state, asked, subjectOf(state.settings, approval), now)
  return { state: put(begun.state, { grant: begun.grant }), events: begun.events }
}

/**
 * Puts a device, with its user code: the one is remembered as long as the other.
 *
 * @category combining
 * @since 0.1.0
 */
export const putDevice = (
  state: ProviderState,
  deviceCode: string,
  device: DeviceAuthorization,
  now: number
): ProviderState => {
  const forgetting = { now, capacity: state.settings.capacity }
  const { expiresAt, userCode } = device
  return {
    ...state,
    devices: putEntry(state.devices, deviceCode, device, forgetting),
    userCodes: putEntry(state.userCodes, userCode, { deviceCode, expiresAt }, forgetting)
  }
}

const askedOf = (request: ReceivedRequest, clientId: string, scope: ReadonlyArray<string>): Asked => ({
  clientId,
  scope,
  redirectUri: undefined,
  redirectUriWasSent: false,
  state: undefined,
  challenge: undefined,
  nonce: undefined,
  authorization: request.parameters
})

// Consonants only: nothing to confuse, and no words (RFC 8628, 6.1).
const letters = "BCDFGHJKLMNPQRSTVWXZ"

const makeUserCode = ({ randomBytes }: StepContext): string => {
  const code = Array.from(randomBytes(8), (byte) => letters[byte % letters.length]).join("")
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

const withUserCode = (url: string, userCode: string): string =>
  `${url}${url.includes("?") ? "&" : "?"}user_code=${userCode}`
