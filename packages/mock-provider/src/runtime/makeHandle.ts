/** How a request is answered: what it waits for before, the core with the fault that is due, and what it waits for after. */
import { answerReceived } from "../core/answerRequest.ts"
import type { ProviderState } from "../core/ProviderState.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import { receiveRequest } from "../core/ReceivedRequest.ts"
import { signResponse, signTokens } from "../core/signTokens.ts"
import type { Step, StepContext } from "../core/Step.ts"
import { unverifiedJwts } from "../core/unverifiedJwts.ts"
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { Enacted } from "../faults/enactFault.ts"
import { enactFault } from "../faults/enactFault.ts"
import type { DueFault } from "../faults/FaultCursor.ts"
import { countFired, matchesRequest, nextFault } from "../faults/FaultCursor.ts"
import type { Fault } from "../faults/FaultPlan.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { Decisions } from "./Decisions.ts"
import type { DocumentClients } from "./DocumentClients.ts"
import type { Recorded } from "./ExchangeJournal.ts"
import { contextNow, type Memory } from "./Memory.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"
import type { RunningProvider } from "./RunningProvider.ts"
import { verifyJwts } from "./verifyJwts.ts"

/** What answering needs. */
export interface HandleContext {
  readonly memory: Memory
  readonly decisions: Decisions
  readonly documentClients: DocumentClients
  readonly onExchange: MockProviderOptions["onExchange"]
}

/** Makes a provider's `handle`. */
export const makeHandle = (context: HandleContext): RunningProvider["handle"] => {
  const { endpoints, deviations } = context.memory.settings
  return (request) => {
    const received = receiveRequest(endpoints, request, deviations.request)
    const prepared = prepare(context, received)
    if (prepared === undefined) return handlePrepared(context, request, received, unprepared)
    const settled = prepared.then((ready) => {
      const answer = handlePrepared(context, request, received, ready)
      return answer._tag === "Deferred" ? answer.settled : answer
    })
    return { _tag: "Deferred", settled }
  }
}

/** What is known of a request before it is answered. */
type Prepared = Pick<StepContext, "documentProblem" | "signed">

const unprepared: Prepared = {}

/** What has to be known before a request is answered, and takes time: its client's document, and signatures. */
const prepare = (
  { documentClients, memory }: HandleContext,
  received: ReceivedRequest
): Promise<Prepared> | undefined => {
  const learned = documentClients.learn(received)
  if (learned === undefined) {
    const jwts = unverifiedJwts(memory.state, received)
    return jwts.length === 0 ? undefined : verifyJwts(jwts, memory.keys).then((signed) => ({ signed }))
  }
  return learned.then(async (documentProblem) =>
    documentProblem === undefined
      ? { signed: await verifyJwts(unverifiedJwts(memory.state, received), memory.keys) }
      : { documentProblem }
  )
}

const handlePrepared = (
  context: HandleContext,
  request: WireRequest,
  received: ReceivedRequest,
  prepared: Prepared
): ProviderAnswer | DeferredAnswer => {
  const { decisions, memory, onExchange } = context
  const [cursor, due] = nextFault(memory.faults, ({ match }) => matchesRequest(match, received))
  memory.faults = cursor
  memory.awaited = undefined
  const at = memory.clock.now()
  const enacted = enact(memory, received, due, at, prepared)
  const { delay, instead, step } = enacted
  const did = step === undefined ? "answered" : enacted.altered ? "altered" : "nothing"
  const answer = enacted.step === undefined ? enacted.instead : (instead ?? answered(enacted.step.response))
  const recorded = memory.journal.record({ at, request, received, due, did, answer, step })
  if (due !== undefined && did !== "nothing") memory.faults = countFired(memory.faults, due.index)
  if (due !== undefined && step?.consent !== undefined) decisions.keepFault(step.consent, recorded)
  onExchange?.(recorded.exchange)
  const later = step === undefined ? undefined : laterResponse(context, recorded, step)
  if (later === undefined && delay === 0) return answer
  const settled = settle(memory, later, answer, enacted).then((last) => {
    memory.journal.amend(recorded, { answer: last })
    return last
  })
  return { _tag: "Deferred", settled }
}

/** Asks the core, under the fault that is due. */
const enact = (
  memory: Memory,
  received: ReceivedRequest,
  due: DueFault<Fault> | undefined,
  now: number,
  prepared: Prepared
): Enacted => {
  const { clock, keys, randomBytes, state } = memory
  const action = due?.fault.action
  if (action?._tag === "SigningKeyRotated") keys.rotate(action.published)
  // Clients do not know that the clock was put forward.
  const clientNow = prepared.signed === undefined ? undefined : clock.unadvanced()
  const own = (from: ProviderState, skew: number): Step =>
    answerReceived(from, received, {
      ...prepared,
      ...(clientNow === undefined ? {} : { clientNow: clientNow + skew }),
      now: now + skew,
      randomBytes
    })
  const enacted =
    action === undefined
      ? { step: own(state, 0), instead: undefined, delay: 0, altered: false }
      : enactFault(action, state, own)
  if (enacted.step !== undefined) memory.state = enacted.step.state
  return enacted
}

/** What the answer waits for, if anything. */
const laterResponse = (
  { decisions, memory }: HandleContext,
  recorded: Recorded,
  step: Step
): Promise<WireResponse> | undefined => {
  if (memory.awaited !== undefined) return decisions.decideLater(recorded, step, memory.awaited)
  if (step.unsigned.length > 0) return sign(memory, step)
  const { received } = recorded.parts
  const wantsKeys = received.endpoint === "jwks" && step.refusal === undefined
  return wantsKeys && !memory.keys.areShown() ? showKeys(memory, received) : undefined
}

const sign = async (memory: Memory, step: Step): Promise<WireResponse> => {
  const signed = await memory.keys.sign(step.unsigned)
  memory.state = signTokens(memory.state, signed, memory.clock.now())
  return signResponse(step.response, signed)
}

const showKeys = async (memory: Memory, received: ReceivedRequest): Promise<WireResponse> => {
  await memory.keys.show((keys) => {
    memory.state = { ...memory.state, keys }
  })
  return answerReceived(memory.state, received, contextNow(memory)).response
}

const settle = async (
  { clock }: Memory,
  later: Promise<WireResponse> | undefined,
  answer: ProviderAnswer,
  { delay, instead }: Enacted
): Promise<ProviderAnswer> => {
  if (delay > 0) await clock.sleep(delay)
  const response = await later
  return instead ?? (response === undefined ? answer : answered(response))
}
