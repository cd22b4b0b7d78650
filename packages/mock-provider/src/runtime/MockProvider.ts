/** A mock provider: what its options make, and what one can do with it while it runs. */
import { HashMap, HashSet } from "effect"
import { toConsentRequest } from "../core/AuthorizationRequest.ts"
import { findDestination } from "../core/Endpoint.ts"
import { mintTokens } from "../core/mintTokens.ts"
import { findConsent } from "../core/PendingConsents.ts"
import { decideDevice, findDevice } from "../core/PendingDevices.ts"
import { isLiveAccessToken } from "../core/ProviderState.ts"
import { signTokens } from "../core/signTokens.ts"
import type { FaultCursor } from "../faults/FaultCursor.ts"
import { startFaults } from "../faults/FaultCursor.ts"
import { type Fault, FaultPlan } from "../faults/FaultPlan.ts"
import { check, ClientOptionsSchema } from "./checkOptions.ts"
import { makeDecisions } from "./Decisions.ts"
import { makeDocumentClients } from "./DocumentClients.ts"
import { makeClient } from "./makeClient.ts"
import { makeHandle } from "./makeHandle.ts"
import { checkConsent, checkDecision, checkSignedIn, makeUser, readGrant } from "./makeSettings.ts"
import { changeSettings, contextNow, makeMemory, type Memory, resetMemory } from "./Memory.ts"
import type { GrantOptions, MintedTokens, MockProviderOptions } from "./MockProviderOptions.ts"
import { GrantSchema, PublishedSchema, SignedInSchema, UserSchema } from "./optionSchemas.ts"
import { Milliseconds } from "./timeSchemas.ts"
import type { RunningProvider } from "./RunningProvider.ts"

/**
 * Describes a running provider. Each is a world of its own: make one for each test.
 *
 * @category models
 * @since 0.1.0
 */
export type MockProvider = RunningProvider

/**
 * Makes a provider. Throws `InvalidProviderOptions`.
 */
const make = (options: MockProviderOptions): MockProvider => {
  const memory = makeMemory(options)
  const decisions = makeDecisions(memory)
  const documentClients = makeDocumentClients(memory, options.clientDocuments)
  const handle = makeHandle({ memory, decisions, documentClients, onExchange: options.onExchange })
  const { clock, journal, settings } = memory
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
    isLive: (accessToken) => isLiveAccessToken(memory.state, accessToken, clock.now()),
    get journal() {
      return journal.entries()
    },
    get journalLength() {
      return journal.written()
    },
    calls: (endpoint) => journal.entries().filter((exchange) => exchange.endpoint === endpoint),
    clearJournal: journal.clear,
    get faults() {
      return faultsPlayed(memory.faults)
    },
    setFaults: (plan) => {
      check(FaultPlan, "faults", plan)
      memory.faults = startFaults(plan)
    },
    addClient: (client) => {
      check(ClientOptionsSchema, "client", client)
      const { clients } = memory.state.settings
      changeSettings(memory, { clients: HashMap.set(clients, client.clientId, makeClient(client)) })
    },
    addUser: (user) => {
      check(UserSchema, "user", user)
      const { users } = memory.state.settings
      changeSettings(memory, { users: new Map([...users, [user.subject, makeUser(user)]]) })
    },
    get clients() {
      return [...HashMap.values(memory.state.settings.clients)]
    },
    get users() {
      return [...memory.state.settings.users.values()]
    },
    mintTokens: (grant) => mint(memory, grant),
    setSignedIn: (signedIn) => {
      check(SignedInSchema, "signedIn", signedIn)
      checkSignedIn(signedIn, memory.state.settings.users)
      changeSettings(memory, { signedIn })
      memory.state = { ...memory.state, signedOut: HashSet.empty() }
    },
    setConsent: (consent) => {
      checkConsent(consent, memory.state.settings.users)
      changeSettings(memory, { approver: memory.makeApprover(consent) })
    },
    findConsent: (id) => findConsent(memory.state, id, clock.now()),
    decideConsent: (id, decision) => {
      checkDecision(decision, memory.state.settings.users)
      return decisions.decide(id, decision)?.response
    },
    findDevice: (userCode) => {
      const found = findDevice(memory.state, userCode, clock.now())
      return found === undefined ? undefined : toConsentRequest(found.waiting.asked)
    },
    decideDevice: (userCode, decision) => {
      checkDecision(decision, memory.state.settings.users)
      const decided = decideDevice(memory.state, userCode, decision, clock.now())
      if (decided !== undefined) memory.state = decided
      return decided !== undefined
    },
    now: clock.now,
    advanceTime: (milliseconds) => {
      check(Milliseconds, "milliseconds", milliseconds)
      clock.advance(milliseconds)
    },
    rotateSigningKey: (published = "new") => {
      check(PublishedSchema, "published", published)
      memory.keys.rotate(published)
    },
    reset: () => {
      documentClients.clear()
      decisions.clear()
      resetMemory(memory, options)
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

const faultsPlayed = ({ fired, matched, plan }: FaultCursor<Fault>): RunningProvider["faults"] =>
  plan.map((fault, index) => ({ fault, matched: matched[index] ?? 0, fired: fired[index] ?? 0 }))

const mint = async (memory: Memory, grant: GrantOptions): Promise<MintedTokens> => {
  check(GrantSchema, "grant", grant)
  const minting = readGrant(memory.state.settings, grant, "grant")
  const minted = mintTokens(memory.state, minting, contextNow(memory))
  memory.state = minted.state
  const signed = await memory.keys.sign(minted.unsigned)
  memory.state = signTokens(memory.state, signed, memory.clock.now())
  const textOf = (token: string): string =>
    signed.find(({ placeholder }) => placeholder === token)?.text ?? token
  const { accessToken, idToken, refreshToken } = minted
  return {
    accessToken: textOf(accessToken),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(idToken === undefined ? {} : { idToken: textOf(idToken) }),
    scope: minting.scope
  }
}
