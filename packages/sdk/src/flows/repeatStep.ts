/** The step that a flow waits at, once more. */
import { Effect } from "effect"
import type { LinkStep, PendingLink } from "../domain/PendingLink.ts"
import { authorizeLink } from "./authorizeLink.ts"
import { progressOf, resumeDevices } from "./awaitDevice.ts"
import { confirmForm } from "./beginLink.ts"
import { chooseImplementation } from "./chooseImplementation.ts"
import { findImplementation } from "./findImplementation.ts"
import { reportStep } from "./FlowTelemetry.ts"
import { resumeFrom, waitAt } from "./PendingStep.ts"
import type { RequestContext } from "./RequestContext.ts"

/**
 * Gives what a flow waits for once more. A user who was sent to the provider is sent there anew, with another state: the
 * one before counts no more. One who was given a code for another device is given the same, which is good until it
 * expires.
 */
export const repeatStep = Effect.fnUntraced(function* (flowId: string, context: RequestContext) {
  const [onDevice] = yield* resumeDevices((one) => one === flowId)
  if (onDevice !== undefined) return progressOf(flowId, onDevice.step.authorization)
  return yield* resumeFrom({ flowId, steps: everyStep, context }, (link) => reportStep(link, atStep(link)))
})

const everyStep: ReadonlyArray<LinkStep["id"]> = [
  "oauth_discovery",
  "reauth_confirm",
  "missing_credentials",
  "pick_implementation",
  "auth",
  "delivery"
]

const atStep = Effect.fnUntraced(function* (link: PendingLink) {
  const { step } = link
  switch (step.id) {
    case "oauth_discovery":
    case "reauth_confirm":
      yield* waitAt(link, step)
      return yield* confirmForm(link, step.id)
    case "missing_credentials":
    case "pick_implementation":
      return yield* chooseImplementation(link)
    case "auth":
    case "delivery":
    case "device": {
      const { implementation } = yield* findImplementation(link, step.implementation)
      return yield* authorizeLink(link, implementation)
    }
  }
})
