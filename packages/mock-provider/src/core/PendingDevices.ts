/** Devices that wait for their user. */
import type { ConsentDecision, SyncApprover } from "./Consent.ts"
import { approvalOf } from "./Consent.ts"
import { subjectOf } from "./decideConsent.ts"
import { findEntry, putEntry } from "./Entries.ts"
import type { Begun } from "./Grants.ts"
import { beginUserGrant } from "./Grants.ts"
import type { DeviceAuthorization, ProviderState } from "./ProviderState.ts"

/** Describes a device that waits, by the code that it polls with. */
export interface PendingDevice {
  readonly deviceCode: string
  readonly waiting: DeviceAuthorization
}

/**
 * Reads the code that a user typed as the device shows it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-6.1
 */
export const readUserCode = (typed: string): string => {
  const code = typed.toUpperCase().replaceAll(/[^A-Z]/g, "")
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/**
 * Finds what waits for a user who enters a code, whatever the case and the dashes they type it with.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-6.1
 */
export const findDevice = (
  state: ProviderState,
  userCode: string,
  now: number
): PendingDevice | undefined => {
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
 */
export const decideDevice = (
  state: ProviderState,
  userCode: string,
  decision: ConsentDecision,
  now: number
): ProviderState | undefined => {
  const found = findDevice(state, userCode, now)
  return found && decideForDevice(state, found, decision, now).state
}

/**
 * Decides for a device.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.3
 */
export const decideForDevice = (
  state: ProviderState,
  { deviceCode, waiting }: PendingDevice,
  decision: ReturnType<SyncApprover>,
  now: number
): Pick<Begun, "events" | "state"> => {
  const put = (base: ProviderState, decided: DeviceAuthorization["decision"]): ProviderState =>
    putDevice(base, deviceCode, { ...waiting, decision: decided }, now)
  if (decision._tag === "Ask" || decision._tag === "Awaited") return { state, events: [] }
  const approval = approvalOf(waiting.asked.scope, decision)
  if (approval === undefined) return { state: put(state, "denied"), events: [] }
  const asked = { ...waiting.asked, scope: approval.scope }
  const begun = beginUserGrant(state, asked, subjectOf(state.settings, approval, asked), now)
  return { state: put(begun.state, { grant: begun.grant }), events: begun.events }
}

/** Puts a device, with its user code: the one is remembered as long as the other. */
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
