/** Decisions that come after the request that asked for them: a person's, and those of a consent function that takes its time. */
import type { ConsentDecision, MadeDecision } from "../core/Consent.ts"
import { decidePendingConsent, leaveToPerson } from "../core/PendingConsents.ts"
import { decideDevice } from "../core/PendingDevices.ts"
import type { Step } from "../core/Step.ts"
import type { WireResponse } from "../core/WireRequest.ts"
import { alterCallback } from "../faults/enactFault.ts"
import { countFired } from "../faults/FaultCursor.ts"
import type { Recorded } from "./ExchangeJournal.ts"
import { contextNow, type Memory } from "./Memory.ts"

/** The decisions that a provider waits for. */
export interface Decisions {
  /** Keeps an exchange whose fault is for the callback, until what the person is asked is decided. */
  readonly keepFault: (consent: string, recorded: Recorded) => void
  /** Decides what a person was asked, once. */
  readonly decide: (consent: string, decision: MadeDecision) => Step | undefined
  /** Waits for what a consent function decides, and continues as when a person had decided it. */
  readonly decideLater: (
    recorded: Recorded,
    step: Step,
    awaited: Promise<ConsentDecision>
  ) => Promise<WireResponse>
  readonly clear: () => void
}

/** Makes the decisions of a provider, which change its memory. */
export const makeDecisions = (memory: Memory): Decisions => {
  const callbackFaults = new Map<string, Recorded>()

  const decide = (id: string, decision: MadeDecision): Step | undefined => {
    const step = decidePendingConsent(memory.state, id, decision, contextNow(memory))
    if (step === undefined) return undefined
    const recorded = callbackFaults.get(id)
    callbackFaults.delete(id)
    const altered = recorded === undefined ? step : alterByFault(memory, recorded, step)
    memory.state = altered.state
    return altered
  }

  return {
    keepFault: (consent, recorded) => void callbackFaults.set(consent, recorded),
    decide,
    decideLater: async (recorded, step, awaited) => {
      const decision = await awaited
      const now = memory.clock.now()
      if (step.userCode !== undefined) {
        memory.state = decideDevice(memory.state, step.userCode, decision, now) ?? memory.state
        return step.response
      }
      if (step.consent === undefined) return step.response
      const decided =
        decision._tag === "Ask"
          ? leaveToPerson(memory.state, step.consent, now)
          : decide(step.consent, decision)
      if (decided === undefined) return step.response
      memory.state = decided.state
      memory.journal.amend(recorded, { step: decided })
      return decided.response
    },
    clear: () => callbackFaults.clear()
  }
}

const alterByFault = (memory: Memory, recorded: Recorded, step: Step): Step => {
  const { due } = recorded.parts
  if (due === undefined) return step
  const ungranted = { ...memory.state, consents: step.state.consents }
  const altered = alterCallback(due.fault.action, step, ungranted)
  if (altered === step) return step
  // A plan that was replaced meanwhile counts its own faults only.
  if (memory.faults.plan[due.index] === due.fault) memory.faults = countFired(memory.faults, due.index)
  memory.journal.amend(recorded, { did: "altered" })
  return altered
}
