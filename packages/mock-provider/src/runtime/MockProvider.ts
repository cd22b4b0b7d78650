/** How a mock provider is made, and how it runs. */
import { HashMap } from "effect"
import { toConsentRequest } from "../core/AuthorizationRequest.ts"
import { answerReceived } from "../core/answerRequest.ts"
import { findDestination } from "../core/Endpoint.ts"
import { decidePendingConsent, findConsent } from "../core/PendingConsents.ts"
import { decideDevice, findDevice } from "../core/PendingDevices.ts"
import type { ProviderState } from "../core/ProviderState.ts"
import { initialState, isLiveAccessToken } from "../core/ProviderState.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import { receiveRequest } from "../core/ReceivedRequest.ts"
import type { Settings } from "../core/Settings.ts"
import { signResponse, signTokens } from "../core/signTokens.ts"
import type { Step } from "../core/Step.ts"
import type { WireResponse } from "../core/WireRequest.ts"
import type { Enacted } from "../faults/enactFault.ts"
import { alterCallback, enactFault } from "../faults/enactFault.ts"
import type { FaultAction } from "../faults/FaultAction.ts"
import type { DueFault } from "../faults/FaultCursor.ts"
import { nextFault, startFaults } from "../faults/FaultCursor.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { makeClient } from "./makeClient.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import { makeJournal } from "./Journal.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"
import { makeAdjustableClock, systemClock } from "./ProviderClock.ts"
import type { RunningProvider } from "./RunningProvider.ts"
import { makeApprover, makeLimits, makeSettings, makeUser } from "./makeSettings.ts"
import type { PublishedKeys } from "./SigningKeys.ts"
import { makeSigningKeys } from "./SigningKeys.ts"
import { makeSystemRandomBytes } from "./makeSystemRandomBytes.ts"

/**
 * Describes a running provider. Each is a world of its own: make one for each test.
 *
 * @category models
 * @since 0.1.0
 */
export type MockProvider = RunningProvider

/**
 * Makes a provider. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
const make = (options: MockProviderOptions): MockProvider => {
  const settings = makeSettings(options)
  const clock = makeAdjustableClock(options.clock ?? systemClock)
  const randomBytes = options.randomBytes ?? makeSystemRandomBytes()
  const journal = makeJournal(makeLimits(options.limits).journal)
  let keys = makeSigningKeys(settings.algorithm)
  let rotations = 0
  let shownAt = -1
  let state = initialState(settings)
  let faults = startFaults(options.faults ?? [])
  /** The faults of callbacks that wait for a person, by what the person is asked. */
  const callbackFaults = new Map<string, FaultAction>()

  const change = (changes: Partial<Settings>): void => {
    state = { ...state, settings: { ...state.settings, ...changes } }
  }

  const rotateKey = (published: PublishedKeys = "new"): void => {
    keys.rotate(published)
    rotations++
  }

  const decide = (received: ReceivedRequest, due: DueFault | undefined, now: number): Enacted => {
    if (due?.action._tag === "SigningKeyRotated") rotateKey(due.action.published)
    const own = (from: ProviderState, skew: number): Step =>
      answerReceived(from, received, { now: now + skew, randomBytes })
    const enacted =
      due === undefined
        ? { step: own(state, 0), instead: undefined, delay: 0 }
        : enactFault(due.action, state, own)
    const { step } = enacted
    if (step !== undefined) state = step.state
    if (step?.consent !== undefined && due !== undefined) callbackFaults.set(step.consent, due.action)
    return enacted
  }

  const sign = async (step: Step): Promise<WireResponse> => {
    const signed = await keys.sign(step.unsigned)
    state = signTokens(state, signed, clock.now())
    return signResponse(step.response, signed)
  }

  const showKeys = async (received: ReceivedRequest): Promise<WireResponse> => {
    const asked = rotations
    const shown = await keys.published()
    // A key may have been rotated meanwhile: what was asked for before is shown, and asked for again next time.
    state = { ...state, keys: shown }
    shownAt = asked
    return answerReceived(state, received, { now: clock.now(), randomBytes }).response
  }

  /** What the answer waits for, if anything. */
  const laterResponse = (received: ReceivedRequest, step: Step): Promise<WireResponse> | undefined => {
    if (step.unsigned.length > 0) return sign(step)
    const wantsKeys = received.endpoint === "jwks" && step.refusal === undefined
    return wantsKeys && shownAt !== rotations ? showKeys(received) : undefined
  }

  const settle = async (
    later: Promise<WireResponse> | undefined,
    answer: ProviderAnswer,
    instead: ProviderAnswer | undefined,
    delay: number
  ): Promise<ProviderAnswer> => {
    if (delay > 0) await clock.sleep(delay)
    const response = await later
    return instead ?? (response === undefined ? answer : answered(response))
  }

  const handle: RunningProvider["handle"] = (request) => {
    const received = receiveRequest(settings.endpoints, request, settings.deviations.request)
    const [cursor, due] = nextFault(faults, received)
    faults = cursor
    const at = clock.now()
    const enacted = decide(received, due, at)
    const { delay, instead, step } = enacted
    const answer = enacted.step === undefined ? enacted.instead : (instead ?? answered(enacted.step.response))
    const written = journal.write({ at, request, received, due, answer, step })
    options.onExchange?.(written.exchange)
    const later = step === undefined ? undefined : laterResponse(received, step)
    if (later === undefined && delay === 0) return answer
    const settled = settle(later, answer, instead, delay).then((last) => {
      journal.complete(written, last)
      return last
    })
    return { _tag: "Deferred", settled }
  }

  return {
    issuer: settings.issuer,
    endpoints: settings.urls,
    pages: settings.pages,
    handle,
    answer: async (request) => {
      const answer = handle(request)
      return answer._tag === "Deferred" ? answer.settled : answer
    },
    serves: (method, url) => findDestination(settings.endpoints, method, url).endpoint !== "unknown",
    isLive: (accessToken) => isLiveAccessToken(state, accessToken, clock.now()),
    get journal() {
      return journal.exchanges()
    },
    get journalLength() {
      return journal.written()
    },
    calls: journal.calls,
    clearJournal: journal.clear,
    setFaults: (plan) => {
      faults = startFaults(plan)
    },
    addClient: (client) => {
      const { clients } = state.settings
      change({ clients: HashMap.set(clients, client.clientId, makeClient(client)) })
    },
    addUser: (user) => {
      change({ users: new Map([...state.settings.users, [user.subject, makeUser(user)]]) })
    },
    get clients() {
      return [...HashMap.values(state.settings.clients)]
    },
    get users() {
      return [...state.settings.users.values()]
    },
    setConsent: (consent) => change({ approver: makeApprover(consent) }),
    findConsent: (id) => findConsent(state, id, clock.now()),
    decideConsent: (id, decision) => {
      const step = decidePendingConsent(state, id, decision, { now: clock.now(), randomBytes })
      if (step === undefined) return undefined
      const fault = callbackFaults.get(id)
      callbackFaults.delete(id)
      const ungranted = { ...state, consents: step.state.consents }
      const altered = fault === undefined ? step : alterCallback(fault, step, ungranted)
      state = altered.state
      return altered.response
    },
    findDevice: (userCode) => {
      const found = findDevice(state, userCode, clock.now())
      return found === undefined ? undefined : toConsentRequest(found.waiting.asked)
    },
    decideDevice: (userCode, decision) => {
      const decided = decideDevice(state, userCode, decision, clock.now())
      if (decided !== undefined) state = decided
      return decided !== undefined
    },
    now: clock.now,
    advanceTime: clock.advance,
    rotateSigningKey: rotateKey,
    reset: () => {
      clock.reset()
      keys = makeSigningKeys(settings.algorithm)
      rotations++
      state = initialState(settings)
      faults = startFaults(options.faults ?? [])
      callbackFaults.clear()
      journal.clear()
    }
  }
}

/**
 * Makes providers.
 *
 * @category constructors
 * @since 0.1.0
 */
export const MockProvider = { make }
