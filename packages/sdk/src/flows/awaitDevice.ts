/** The step that waits for the user on another device. */
import { Effect } from "effect"
import type { DeviceAuthorization } from "../domain/DeviceAuthorization.ts"
import type { FlowProgress } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { Deliveries } from "./Deliveries.ts"
import { findClientId } from "./findImplementation.ts"
import { waitAt } from "./PendingStep.ts"
import { pollDevice } from "./pollDevice.ts"

/**
 * Leaves a flow to end in the background, when its user has decided on another device, and gives what to show them.
 */
export const awaitDevice = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: string,
  authorization: DeviceAuthorization
) {
  const { expiresAt, interval } = authorization
  const nextPollAt = Math.min((yield* epochSeconds) + interval, expiresAt)
  const client = yield* findClientId(link.domain, implementation)
  const step = { id: "device", implementation, ...client, authorization, nextPollAt } as const
  yield* waitAt(link, step, expiresAt + margin)
  yield* Deliveries.use(({ run }) => run(link.flowId, pollDevice(link.flowId)))
  return progressOf(link.flowId, authorization)
})

/**
 * Continues with the flows that wait for a user on another device, in a process that does not know them yet, and gives them.
 */
export const resumeDevices = Effect.fnUntraced(function* (
  isWanted: (flowId: string) => boolean = () => true
) {
  const { resume } = yield* Deliveries
  const links = yield* PendingLinks.use(({ list }) => list)
  const waiting = links.flatMap(({ flowId, step }) =>
    step.id === "device" && isWanted(flowId) ? [{ flowId, step }] : []
  )
  yield* Effect.forEach(waiting, ({ flowId }) => resume(flowId, pollDevice(flowId)))
  return waiting
})

/** What to show a user. */
export const progressOf = (
  flowId: string,
  { userCode, verificationUri, verificationUriComplete, expiresAt }: DeviceAuthorization
): FlowProgress => ({
  type: "progress",
  flowId,
  stepId: "auth",
  progressAction: "exchange",
  userCode,
  verificationUri,
  ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
  expiresAt
})

// In seconds, and more than a poll may take: one that is begun just before the code expires still finds its flow.
const margin = 180
