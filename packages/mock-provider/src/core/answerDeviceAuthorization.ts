/** The device authorization endpoint: devices ask, and users decide elsewhere. */
import { toConsentRequest, readScope } from "./AuthorizationRequest.ts"
import { deviceCodeGrant } from "./Client.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { Asked, DeviceAuthorization, ProviderState } from "./ProviderState.ts"
import { decideForDevice, putDevice } from "./PendingDevices.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { toAuthorization, receiveFromClient } from "./receiveFromClient.ts"
import { membersResponse } from "./membersResponse.ts"
import { readResources } from "./Resources.ts"
import { Refusal } from "./Refusal.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Answers a device that asks for access, with the code that it polls with and the code that its user enters.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 */
export const answerDeviceAuthorization = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const { device, lifetimes, deviations, pages } = state.settings
  const client = receiveFromClient(state, request, context)
  if (client instanceof Refusal) return refuse(state, client)
  const { clientId } = client
  if (!client.grantTypes.includes(deviceCodeGrant)) return refuse(state, new Refusal("device-grant-type"))
  const scope = readScope(state.settings, client, request.parameters.get("scope"))
  if (scope instanceof Refusal) return refuse(state, scope)
  const resources = readResources(state.settings, request.parameters)
  if (resources instanceof Refusal) return refuse(state, resources)
  const deviceCode = makeOpaqueToken(context)
  const userCode = makeUserCode(context)
  const waiting: DeviceAuthorization = {
    expiresAt: context.now + lifetimes.deviceCode * 1000,
    clientId,
    userCode,
    asked: { ...askedOf(request, clientId, scope), resources },
    decision: "pending",
    pendingPolls: device.pendingPolls,
    interval: device.interval,
    polledAt: undefined
  }
  const next = putDevice(state, deviceCode, waiting, context.now)
  const decision = state.settings.approver(toConsentRequest(waiting.asked))
  const { events, state: decided } = decideForDevice(next, { deviceCode, waiting }, decision, context.now)
  const response = membersResponse(
    request,
    { status: 200, format: deviations.tokenResponse?.format },
    {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: pages.deviceVerification,
      verification_uri_complete: withUserCode(pages.deviceVerification, userCode),
      expires_in: lifetimes.deviceCode,
      interval: device.interval
    }
  )
  return { ...answer(decided, response, [{ _tag: "DeviceAuthorized", clientId }, ...events]), userCode }
}

const askedOf = (request: ReceivedRequest, clientId: string, scope: ReadonlyArray<string>): Asked => ({
  clientId,
  scope,
  redirectUri: undefined,
  redirectUriWasSent: false,
  state: undefined,
  challenge: undefined,
  nonce: undefined,
  subject: undefined,
  resources: [],
  authorization: toAuthorization(request, clientId)
})

// Consonants only: nothing to confuse, and no words (RFC 8628, 6.1).
const letters = "BCDFGHJKLMNPQRSTVWXZ"

const makeUserCode = ({ randomBytes }: StepContext): string => {
  const code = Array.from(randomBytes(8), (byte) => letters[byte % letters.length]).join("")
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

const withUserCode = (url: string, userCode: string): string =>
  `${url}${url.includes("?") ? "&" : "?"}user_code=${userCode}`
