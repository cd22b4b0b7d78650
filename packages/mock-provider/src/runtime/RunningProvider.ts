/** A mock provider, as it is used. */
import type { Client } from "../core/Client.ts"
import type { ConsentRequest, MadeDecision } from "../core/Consent.ts"
import type { EndpointName, EndpointUrls } from "../core/Endpoint.ts"
import type { Settings } from "../core/Settings.ts"
import type { User } from "../core/User.ts"
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { Fault, FaultPlan } from "../faults/FaultPlan.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { Exchange } from "./Exchange.ts"
import type {
  ClientOptions,
  ConsentOptions,
  GrantOptions,
  MintedTokens,
  UserOptions
} from "./MockProviderOptions.ts"
import type { PublishedKeys } from "./SigningKeys.ts"

/**
 * Describes a fault of a plan that is being played: how many calls matched it so far, and at how many it did something.
 *
 * @category models
 * @since 0.1.0
 */
export interface PlayedFault {
  readonly fault: Fault
  readonly matched: number
  readonly fired: number
}

/** Describes a running provider. Each is a world of its own: make one for each test. */
export interface RunningProvider {
  readonly issuer: string
  readonly endpoints: EndpointUrls
  /** The URLs of the pages for people, which an edge serves. */
  readonly pages: Settings["pages"]
  /**
   * Answers a request without throwing: at once, unless a JWT has to be signed, keys have to be shown for the first
   * time, or a fault makes it slow.
   */
  handle(request: WireRequest): ProviderAnswer | DeferredAnswer
  /** Answers as `handle` does, and waits where that defers. */
  answer(request: WireRequest): Promise<ProviderAnswer>
  /** Says whether a request is for one of the endpoints. */
  serves(method: string, url: string): boolean
  /** Says whether an access token is good now. */
  isLive(accessToken: string): boolean

  /** The exchanges since the journal was cleared, oldest first, as far as its limit goes. */
  readonly journal: ReadonlyArray<Exchange>
  /** How many exchanges there were since the journal was cleared, kept or not. */
  readonly journalLength: number
  /** The exchanges with one endpoint, oldest first. */
  calls(endpoint: EndpointName | "unknown"): ReadonlyArray<Exchange>
  clearJournal(): void

  /** The faults of the plan: how many calls each matched so far, and at how many of them it did something. */
  readonly faults: ReadonlyArray<PlayedFault>
  /** Replaces the plan of faults and starts it. Throws `InvalidProviderOptions`. */
  setFaults(plan: FaultPlan): void
  /** Adds a client, or replaces the one with the same id. Throws `InvalidProviderOptions`. */
  addClient(client: ClientOptions): void
  /** Adds a user, or replaces the one with the same subject. Throws `InvalidProviderOptions`. */
  addUser(user: UserOptions): void
  /** Makes a grant without a flow, and gives its tokens. Throws `InvalidProviderOptions`. */
  mintTokens(grant: GrantOptions): Promise<MintedTokens>
  /** Replaces who is signed in at the browser. Throws `InvalidProviderOptions`. */
  setSignedIn(subjects: ReadonlyArray<string>): void
  /** Lists the clients, their secrets redacted. */
  readonly clients: ReadonlyArray<Client>
  /** Lists the users; the first is who approves where no other is named. */
  readonly users: ReadonlyArray<User>
  /** Replaces how consent is given. */
  setConsent(consent: ConsentOptions): void

  /** Finds what a person is asked, by the `consent` parameter that the consent page got. */
  findConsent(id: string): ConsentRequest | undefined
  /** Decides what a person was asked, once: gives the redirect back to the client. */
  decideConsent(id: string, decision: MadeDecision): WireResponse | undefined
  /** Finds what a device asks for, by the code that its user enters. */
  findDevice(userCode: string): ConsentRequest | undefined
  /** Decides for a device; false when none waits for this code. */
  decideDevice(userCode: string, decision: MadeDecision): boolean

  /** The provider's time, in milliseconds since 1970. */
  now(): number
  /** Puts the provider's clock forward, and ends the waits that are then over. */
  advanceTime(milliseconds: number): void
  /** Makes another key sign from now on. Default: only the new key is shown. */
  rotateSigningKey(published?: PublishedKeys): void
  /** Goes back to how the provider was made: no codes, no tokens, an empty journal, the first plan from its start. */
  reset(): void
}
