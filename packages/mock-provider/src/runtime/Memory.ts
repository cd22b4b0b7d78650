/** What a running provider remembers, and how that changes. */
import type { ConsentDecision, SyncApprover } from "../core/Consent.ts"
import { removeEntry } from "../core/Entries.ts"
import { mintTokens } from "../core/mintTokens.ts"
import type { ProviderState } from "../core/ProviderState.ts"
import { initialState } from "../core/ProviderState.ts"
import type { Settings } from "../core/Settings.ts"
import type { StepContext } from "../core/Step.ts"
import type { FaultCursor } from "../faults/FaultCursor.ts"
import { startFaults } from "../faults/FaultCursor.ts"
import type { Fault } from "../faults/FaultPlan.ts"
import { makeExchangeJournal, type ExchangeJournal } from "./ExchangeJournal.ts"
import { makeApprover, makeLimits, makeSettings, readGrant } from "./makeSettings.ts"
import { makeSystemRandomBytes } from "./makeSystemRandomBytes.ts"
import type { ConsentOptions, MockProviderOptions } from "./MockProviderOptions.ts"
import { makeAdjustableClock, systemClock, type AdjustableClock } from "./ProviderClock.ts"
import { makeSigningKeys, type SigningKeys } from "./SigningKeys.ts"

/** What a provider remembers. The core is pure: whoever asks it writes the state that comes of it here. */
export interface Memory {
  /** As the provider was made; what became of them since is in the state. */
  readonly settings: Settings
  readonly clock: AdjustableClock
  readonly randomBytes: StepContext["randomBytes"]
  readonly journal: ExchangeJournal
  readonly keys: SigningKeys
  /** Makes the approver of a consent: what it decides later is `awaited`. */
  readonly makeApprover: (consent: ConsentOptions) => SyncApprover
  state: ProviderState
  faults: FaultCursor<Fault>
  /** What a consent function decides later, of the request that is being answered. */
  awaited: Promise<ConsentDecision> | undefined
}

/** Makes the memory of a provider that nobody has used yet. Throws `InvalidProviderOptions`. */
export const makeMemory = (options: MockProviderOptions): Memory => {
  const makeOwnApprover = (consent: ConsentOptions): SyncApprover =>
    makeApprover(
      consent,
      () => memory.state.settings.users,
      (decision) => {
        memory.awaited = decision
      }
    )
  const settings = { ...makeSettings(options), approver: makeOwnApprover(options.consent ?? "approve") }
  const clock = makeAdjustableClock(options.clock ?? systemClock)
  const randomBytes = options.randomBytes ?? makeSystemRandomBytes()
  const { journal, journalBytes } = makeLimits(options.limits)
  const memory: Memory = {
    settings,
    clock,
    randomBytes,
    // As characters, of which most take one byte.
    journal: makeExchangeJournal({ entries: journal, characters: journalBytes }),
    keys: makeSigningKeys(settings.algorithm, options.signingKeys),
    makeApprover: makeOwnApprover,
    state: seed(settings, options, { now: clock.now(), randomBytes }),
    faults: startFaults<Fault>(options.faults ?? []),
    awaited: undefined
  }
  return memory
}

/** Goes back to how the provider was made. */
export const resetMemory = (memory: Memory, options: MockProviderOptions): void => {
  memory.clock.reset()
  memory.keys.reset()
  memory.journal.clear()
  memory.state = seed(memory.settings, options, contextNow(memory))
  memory.faults = startFaults(options.faults ?? [])
}

/** Gives what a step of the core needs, at the present time. */
export const contextNow = ({ clock, randomBytes }: Memory): StepContext => ({
  now: clock.now(),
  randomBytes
})

/** Changes settings from now on. */
export const changeSettings = (memory: Memory, changes: Partial<Settings>): void => {
  const { state } = memory
  memory.state = { ...state, settings: { ...state.settings, ...changes } }
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
