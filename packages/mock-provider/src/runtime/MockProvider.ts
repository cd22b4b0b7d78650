/** How a mock provider is made, and how it runs. */
import { HashMap, HashSet } from "effect"
import { toConsentRequest } from "../core/AuthorizationRequest.ts"
import type { ConsentDecision, MadeDecision, SyncApprover } from "../core/Consent.ts"
import { answerReceived } from "../core/answerRequest.ts"
import { removeEntry } from "../core/Entries.ts"
import { findDestination } from "../core/Endpoint.ts"
import { mintTokens } from "../core/mintTokens.ts"
import { decidePendingConsent, findConsent, leaveToPerson } from "../core/PendingConsents.ts"
import { decideDevice, findDevice } from "../core/PendingDevices.ts"
import type { ProviderState } from "../core/ProviderState.ts"
import { initialState, isLiveAccessToken } from "../core/ProviderState.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import { receiveRequest } from "../core/ReceivedRequest.ts"
import type { Settings } from "../core/Settings.ts"
import { signResponse, signTokens } from "../core/signTokens.ts"
import type { Step, StepContext } from "../core/Step.ts"
import type { RuleName } from "../core/rules.ts"
import { namesDocument } from "../core/ClientDocument.ts"
import { unverifiedJwts } from "../core/unverifiedJwts.ts"
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { Enacted } from "../faults/enactFault.ts"
import { alterCallback, enactFault } from "../faults/enactFault.ts"
import { type Fault, FaultPlan } from "../faults/FaultPlan.ts"
import type { DueFault, FaultCursor } from "../faults/FaultCursor.ts"
import { countFired, matchesRequest, nextFault, startFaults } from "../faults/FaultCursor.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import { check, ClientOptionsSchema } from "./checkOptions.ts"
import { findClientOfDocument } from "./ClientDocuments.ts"
import type { Exchange, ExchangeParts } from "./Exchange.ts"
import { makeExchange } from "./Exchange.ts"
import type { JournalLimits } from "./Journal.ts"
import { makeJournal } from "./Journal.ts"
import { makeClient } from "./makeClient.ts"
import type { ConsentOptions, MockProviderOptions } from "./MockProviderOptions.ts"
import { GrantSchema, Milliseconds, PublishedSchema, SignedInSchema, UserSchema } from "./optionSchemas.ts"
import { makeAdjustableClock, systemClock } from "./ProviderClock.ts"
import type { RunningProvider } from "./RunningProvider.ts"
import {
  checkConsent,
  checkDecision,
  checkSignedIn,
  readGrant,
  makeApprover,
  makeLimits,
  makeSettings,
  makeUser
} from "./makeSettings.ts"
import type { PublishedKeys } from "./SigningKeys.ts"
import { makeSigningKeys } from "./SigningKeys.ts"
import { makeSystemRandomBytes } from "./makeSystemRandomBytes.ts"
import { verifyJwts } from "./verifyJwts.ts"

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
  /** What a consent function decides later, of the request that is being answered. */
  let awaited: Promise<ConsentDecision> | undefined
  const makeOwnApprover = (consent: ConsentOptions): SyncApprover =>
    makeApprover(
      consent,
      () => state.settings.users,
      (decision) => {
        awaited = decision
      }
    )
  const settings = { ...makeSettings(options), approver: makeOwnApprover(options.consent ?? "approve") }
  const clock = makeAdjustableClock(options.clock ?? systemClock)
  const randomBytes = options.randomBytes ?? makeSystemRandomBytes()
  const journal = makeJournal<Exchange>(journalLimits(options.limits), ({ size }) => size)
  let keys = makeSigningKeys(settings.algorithm, options.signingKeys)
  let rotations = 0
  let shownAt = -1
  let state = seed(settings, options, { now: clock.now(), randomBytes })
  let faults = startFaults<Fault>(options.faults ?? [])
  /** The ids of the clients that a document describes. */
  const documentClients = new Set<string>()
  /** The exchanges whose callbacks wait for a person and have a fault, by what the person is asked. */
  const callbackFaults = new Map<string, Written>()

  const change = (changes: Partial<Settings>): void => {
    state = { ...state, settings: { ...state.settings, ...changes } }
  }

  const rotateKey = (published: PublishedKeys = "new"): void => {
    keys.rotate(published)
    rotations++
  }

  const write = (parts: ExchangeParts): Written => ({
    parts,
    exchange: journal.add((number) => makeExchange(number, parts))
  })
  const rewrite = (written: Written, changes: Partial<ExchangeParts>): void => {
    const { exchange } = written
    written.parts = { ...written.parts, ...changes }
    written.exchange = makeExchange(exchange.number, written.parts)
    journal.replace(exchange, written.exchange)
  }

  const takeDecision = (id: string, decision: MadeDecision): Step | undefined => {
    const step = decidePendingConsent(state, id, decision, { now: clock.now(), randomBytes })
    if (step === undefined) return undefined
    const waited = callbackFaults.get(id)
    const due = waited?.parts.due
    callbackFaults.delete(id)
    const ungranted = { ...state, consents: step.state.consents }
    const altered = due === undefined ? step : alterCallback(due.fault.action, step, ungranted)
    if (waited !== undefined && due !== undefined && altered !== step) {
      // A plan that was replaced meanwhile counts its own faults only.
      if (faults.plan[due.index] === due.fault) faults = countFired(faults, due.index)
      rewrite(waited, { did: "altered" })
    }
    state = altered.state
    return altered
  }

  /** Waits for what a consent function decides, and goes on as when a person had decided it. */
  const decideLater = async (
    written: Written,
    step: Step,
    awaitedDecision: Promise<ConsentDecision>
  ): Promise<WireResponse> => {
    const decision = await awaitedDecision
    if (step.userCode !== undefined) {
      state = decideDevice(state, step.userCode, decision, clock.now()) ?? state
      return step.response
    }
    if (step.consent === undefined) return step.response
    const decided =
      decision._tag === "Ask"
        ? leaveToPerson(state, step.consent, clock.now())
        : takeDecision(step.consent, decision)
    if (decided === undefined) return step.response
    state = decided.state
    rewrite(written, { step: decided })
    return decided.response
  }

  const decide = (
    received: ReceivedRequest,
    due: DueFault<Fault> | undefined,
    now: number,
    prepared: Prepared
  ): Enacted => {
    const action = due?.fault.action
    if (action?._tag === "SigningKeyRotated") rotateKey(action.published)
    const own = (from: ProviderState, skew: number): Step =>
      answerReceived(from, received, { ...prepared, ...timesOf(now, skew, prepared), randomBytes })
    const enacted =
      action === undefined
        ? { step: own(state, 0), instead: undefined, delay: 0, altered: false }
        : enactFault(action, state, own)
    if (enacted.step !== undefined) state = enacted.step.state
    return enacted
  }

  // Clients do not know that the clock was put forward.
  const timesOf = (now: number, skew: number, { signed }: Prepared) =>
    signed === undefined ? { now: now + skew } : { now: now + skew, clientNow: clock.unadvanced() + skew }

  const learnClient = async (id: string, documents: ClientDocuments): Promise<RuleName | undefined> => {
    const client = await findClientOfDocument(id, documents)
    const { clients } = state.settings
    if (typeof client === "string") {
      if (documentClients.delete(id)) change({ clients: HashMap.remove(clients, id) })
      return client
    }
    documentClients.add(id)
    change({ clients: HashMap.set(clients, id, client) })
    return undefined
  }

  /** What has to be known before a request is answered, and takes time: its client's document, and signatures. */
  const prepare = (received: ReceivedRequest): Promise<Prepared> | undefined => {
    const document = documentOf(received)
    if (document === undefined) {
      const jwts = unverifiedJwts(state, received)
      return jwts.length === 0 ? undefined : verifyJwts(jwts, keys).then((signed) => ({ signed }))
    }
    return learnClient(document.id, document.documents).then(async (problem) =>
      problem === undefined
        ? { signed: await verifyJwts(unverifiedJwts(state, received), keys) }
        : { documentProblem: problem }
    )
  }

  /** The document that a request needs: that of its client, anew where a flow begins. */
  const documentOf = ({ authentication, endpoint }: ReceivedRequest) => {
    const { clientDocuments: documents } = options
    const id = authentication.clientId
    if (documents === undefined || id === undefined || !namesDocument(id)) return undefined
    const isKnown = HashMap.has(state.settings.clients, id)
    const isLearned = documentClients.has(id)
    const isFull = !isLearned && documentClients.size >= settings.capacity
    return (isKnown && !(isLearned && beginsFlow(endpoint))) || isFull ? undefined : { id, documents }
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
  const laterResponse = (written: Written, step: Step): Promise<WireResponse> | undefined => {
    if (awaited !== undefined) return decideLater(written, step, awaited)
    const { received } = written.parts
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
    const prepared = prepare(received)
    if (prepared === undefined) return handlePrepared(request, received, unprepared)
    const settled = prepared.then((ready) => {
      const answer = handlePrepared(request, received, ready)
      return answer._tag === "Deferred" ? answer.settled : answer
    })
    return { _tag: "Deferred", settled }
  }

  const handlePrepared = (
    request: WireRequest,
    received: ReceivedRequest,
    prepared: Prepared
  ): ProviderAnswer | DeferredAnswer => {
    const [cursor, due] = nextFault(faults, ({ match }) => matchesRequest(match, received))
    faults = cursor
    const at = clock.now()
    awaited = undefined
    const enacted = decide(received, due, at, prepared)
    const { delay, instead, step } = enacted
    const did = step === undefined ? "answered" : enacted.altered ? "altered" : "nothing"
    const answer = enacted.step === undefined ? enacted.instead : (instead ?? answered(enacted.step.response))
    const written = write({ at, request, received, due, did, answer, step })
    if (due !== undefined && did !== "nothing") faults = countFired(faults, due.index)
    if (due !== undefined && step?.consent !== undefined) callbackFaults.set(step.consent, written)
    options.onExchange?.(written.exchange)
    const later = step === undefined ? undefined : laterResponse(written, step)
    if (later === undefined && delay === 0) return answer
    const settled = settle(later, answer, instead, delay).then((last) => {
      rewrite(written, { answer: last })
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
      return journal.entries()
    },
    get journalLength() {
      return journal.written()
    },
    calls: (endpoint) => journal.entries().filter((exchange) => exchange.endpoint === endpoint),
    clearJournal: journal.clear,
    get faults() {
      return faultsPlayed(faults)
    },
    setFaults: (plan) => {
      check(FaultPlan, "faults", plan)
      faults = startFaults(plan)
    },
    addClient: (client) => {
      check(ClientOptionsSchema, "client", client)
      const { clients } = state.settings
      change({ clients: HashMap.set(clients, client.clientId, makeClient(client)) })
    },
    addUser: (user) => {
      check(UserSchema, "user", user)
      change({ users: new Map([...state.settings.users, [user.subject, makeUser(user)]]) })
    },
    get clients() {
      return [...HashMap.values(state.settings.clients)]
    },
    get users() {
      return [...state.settings.users.values()]
    },
    mintTokens: async (grant) => {
      check(GrantSchema, "grant", grant)
      const minting = readGrant(state.settings, grant, "grant")
      const minted = mintTokens(state, minting, { now: clock.now(), randomBytes })
      state = minted.state
      const signed = await keys.sign(minted.unsigned)
      state = signTokens(state, signed, clock.now())
      const textOf = (token: string): string =>
        signed.find(({ placeholder }) => placeholder === token)?.text ?? token
      const { accessToken, idToken, refreshToken } = minted
      return {
        accessToken: textOf(accessToken),
        ...(refreshToken === undefined ? {} : { refreshToken }),
        ...(idToken === undefined ? {} : { idToken: textOf(idToken) }),
        scope: minting.scope
      }
    },
    setSignedIn: (signedIn) => {
      check(SignedInSchema, "signedIn", signedIn)
      checkSignedIn(signedIn, state.settings.users)
      change({ signedIn })
      state = { ...state, signedOut: HashSet.empty() }
    },
    setConsent: (consent) => {
      checkConsent(consent, state.settings.users)
      change({ approver: makeOwnApprover(consent) })
    },
    findConsent: (id) => findConsent(state, id, clock.now()),
    decideConsent: (id, decision) => {
      checkDecision(decision, state.settings.users)
      return takeDecision(id, decision)?.response
    },
    findDevice: (userCode) => {
      const found = findDevice(state, userCode, clock.now())
      return found === undefined ? undefined : toConsentRequest(found.waiting.asked)
    },
    decideDevice: (userCode, decision) => {
      checkDecision(decision, state.settings.users)
      const decided = decideDevice(state, userCode, decision, clock.now())
      if (decided !== undefined) state = decided
      return decided !== undefined
    },
    now: clock.now,
    advanceTime: (milliseconds) => {
      check(Milliseconds, "milliseconds", milliseconds)
      clock.advance(milliseconds)
    },
    rotateSigningKey: (published = "new") => {
      check(PublishedSchema, "published", published)
      rotateKey(published)
    },
    reset: () => {
      clock.reset()
      keys = makeSigningKeys(settings.algorithm, options.signingKeys)
      rotations++
      documentClients.clear()
      state = seed(settings, options, { now: clock.now(), randomBytes })
      faults = startFaults(options.faults ?? [])
      callbackFaults.clear()
      journal.clear()
    }
  }
}

/**
 * Makes providers.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { MockProvider } from "@application-credentials/mock-provider"
 *
 * const provider = MockProvider.make({
 *   endpoints: { authorize: "https://acme.test/authorize", token: "https://acme.test/token" },
 *   clients: [{ clientId: "app", authentication: "none", redirectUris: ["https://app.test/callback"] }]
 * })
 * assert.equal(provider.issuer, "https://acme.test")
 *
 * const { accessToken } = await provider.mintTokens({ clientId: "app" })
 * assert.ok(provider.isLive(accessToken))
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const MockProvider = { make }

/** What is known of a request before it is answered. */
type Prepared = Pick<StepContext, "documentProblem" | "signed">

const unprepared: Prepared = {}

type ClientDocuments = NonNullable<MockProviderOptions["clientDocuments"]>

const beginsFlow = (endpoint: ReceivedRequest["endpoint"]): boolean =>
  endpoint === "authorize" || endpoint === "deviceAuthorization" || endpoint === "pushedAuthorization"

/** An exchange in the journal, and what it is made of. */
interface Written {
  exchange: Exchange
  parts: ExchangeParts
}

const faultsPlayed = ({ fired, matched, plan }: FaultCursor<Fault>): RunningProvider["faults"] =>
  plan.map((fault, index) => ({ fault, matched: matched[index] ?? 0, fired: fired[index] ?? 0 }))

// As characters, of which most take one byte.
const journalLimits = (given: MockProviderOptions["limits"]): JournalLimits => {
  const { journal, journalBytes } = makeLimits(given)
  return { entries: journal, characters: journalBytes }
}

/** The state of a provider that nobody has used yet, with the grants that are there from the start. */
const seed = (
  settings: Settings,
  { grants = [] }: MockProviderOptions,
  context: StepContext
): ProviderState =>
  grants.reduce((state, grant, index) => {
    const minting = readGrant(settings, grant, `grants[${index}]`)
    const { accessToken, refreshToken, state: minted } = mintTokens(state, minting, context)
    return {
      ...minted,
      // Nobody knows a text that was made up here.
      accessTokens:
        grant.accessToken === undefined ? removeEntry(minted.accessTokens, accessToken) : minted.accessTokens,
      refreshTokens:
        grant.refreshToken === undefined && refreshToken !== undefined
          ? removeEntry(minted.refreshTokens, refreshToken)
          : minted.refreshTokens
    }
  }, initialState(settings))
