/** Asks the provider for the token of a flow on another device, until there is one or none will come. */
import { Effect, Result } from "effect"
import type { FlowResult } from "../domain/FlowResult.ts"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import { FlowNotPending, ImplementationUnknown } from "../domain/LinkError.ts"
import { PendingLink } from "../domain/PendingLink.ts"
import type { LinkStep } from "../domain/PendingLink.ts"
import { isStorageError } from "../domain/StorageError.ts"
import { epochSeconds, monotonicSeconds } from "../services/epochSeconds.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { endsFlow } from "./Abort.ts"
import type { Aborted, FlowFailure } from "./Abort.ts"
import { afterPoll, undelivered } from "./afterPoll.ts"
import { Deliveries } from "./Deliveries.ts"
import { lookUpVisited } from "./findImplementation.ts"
import { finishLink } from "./finishLink.ts"
import { reportStep } from "./FlowTelemetry.ts"

type DeviceStep = Extract<LinkStep, { readonly id: "device" }>

/**
 * Polls for the token of a flow, and ends the flow with it. When the next poll is due stands in storage and is moved
 * before one is sent: of all processes that poll for a flow, one does at a time, and one that begins anew keeps to the
 * interval too. A process waits by the clock that nobody sets: where the other one is set back, a poll is due all the
 * same once its time has passed here, and a time that no process can have meant counts as an interval from now.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 */
export const pollDevice = Effect.fnUntraced(function* (flowId: string) {
  const { runToCompletion } = yield* Deliveries
  let sight: Sight | undefined
  while (true) {
    const polled = yield* runToCompletion(poll(flowId, sight))
    if (!("nextPollAt" in polled)) return polled
    sight = polled
    const left = sight.remaining - ((yield* monotonicSeconds) - sight.since)
    yield* Effect.sleep(`${Math.min(Math.max(0, left), sight.interval)} seconds`)
  }
})

/** When a process saw that a poll is due at a time that stands in storage, and how long to wait from then, in seconds. */
interface Sight {
  readonly nextPollAt: number
  readonly since: number
  readonly remaining: number
  readonly interval: number
}

const look = Effect.fnUntraced(function* ({ authorization: { interval }, nextPollAt }: DeviceStep) {
  const remaining = nextPollAt - (yield* epochSeconds)
  const isMeant = remaining <= Math.max(interval, longestPoll)
  return { nextPollAt, since: yield* monotonicSeconds, remaining: isMeant ? remaining : interval, interval }
})

/** Polls once, if that is due: the flow's end, or when the next poll is due. */
const poll = Effect.fnUntraced(function* (flowId: string, sight: Sight | undefined) {
  const now = yield* epochSeconds
  const elapsed = yield* monotonicSeconds
  const isDue = ({ nextPollAt }: DeviceStep) =>
    nextPollAt <= now ||
    (sight !== undefined && sight.nextPollAt === nextPollAt && elapsed - sight.since >= sight.remaining)
  const { link, step } = yield* changeStep(flowId, (step) =>
    isDue(step) ? { ...step, nextPollAt: now + longestPoll } : step
  )
  if (!isDue(step)) return sight?.nextPollAt === step.nextPollAt ? sight : yield* look(step)
  const { authorization, implementation } = step
  if (authorization.expiresAt <= now) return yield* fail(link, undelivered(implementation, "expired"))
  const asked = yield* ask(link.domain, step).pipe(
    Effect.timeoutOrElse({ duration: `${longestPoll - 10} seconds`, orElse: () => tooLate(implementation) }),
    Effect.result
  )
  if (Result.isSuccess(asked)) return yield* end(link, finishLink({ link, ...asked.success }))
  if (isStorageError(asked.failure)) return yield* Effect.fail(asked.failure)
  const next = afterPoll(authorization.interval, asked.failure)
  return yield* Result.isSuccess(next) ? waitFor(flowId, next.success) : fail(link, next.failure)
})

const ask = Effect.fnUntraced(function* (domain: string, step: DeviceStep) {
  const { authorization, implementation } = step
  const found = yield* lookUpVisited(domain, step)
  const { deviceFlow } = found.implementation
  if (deviceFlow === undefined) return yield* noDeviceFlow(domain, implementation)
  return { ...found, token: yield* deviceFlow.exchange(authorization.deviceCode) }
})

const waitFor = Effect.fnUntraced(function* (flowId: string, interval: number) {
  const now = yield* epochSeconds
  const after = ({ authorization, ...step }: DeviceStep): DeviceStep => ({
    ...step,
    authorization: { ...authorization, interval },
    nextPollAt: Math.min(now + interval, authorization.expiresAt)
  })
  const { step } = yield* changeStep(flowId, after)
  return yield* look(after(step))
})

/** Changes where a flow is with its device, and gives it as it was. */
const changeStep = Effect.fnUntraced(function* (flowId: string, change: (step: DeviceStep) => DeviceStep) {
  const pending = yield* PendingLinks
  const link = yield* pending.update(flowId, (link) => {
    const step = link.step.id === "device" ? change(link.step) : link.step
    return step === link.step ? link : new PendingLink({ ...link, step })
  })
  const { step } = link
  return step.id === "device" ? { link, step } : yield* notOnDevice(flowId)
})

const fail = (link: PendingLink, error: FlowFailure) => end(link, endsFlow(link.flowId)(Effect.fail(error)))

// A flow that was cancelled meanwhile stays so.
const end = <E, R>(link: PendingLink, outcome: Effect.Effect<FlowResult, E | Aborted, R>) =>
  Effect.andThen(
    PendingLinks.use((pending) => pending.take(link.flowId)),
    reportStep(link, outcome)
  )

/** How long a poll may take, in seconds: finding the implementation, asking, and storing the answer. */
const longestPoll = 120

const tooLate = (domain: string) =>
  Effect.fail(
    new ImplementationUnavailable({
      domain,
      message: `${domain} could not be asked in time. Try again later.`
    })
  )

const notOnDevice = (flowId: string): FlowNotPending =>
  new FlowNotPending({
    flowId,
    message: "This flow waits for no device any more. Continue from where it is."
  })

const noDeviceFlow = (domain: string, implementation: string): ImplementationUnknown =>
  new ImplementationUnknown({
    domain,
    implementation,
    message: `The implementation ${implementation} of ${domain} links no accounts on other devices any more. Start again.`
  })
