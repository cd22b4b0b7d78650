/** Refusals that the client gets through the browser. */
import type { Callback } from "./Callback.ts"
import { callbackEnd } from "./Callback.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { Refusal } from "./Refusal.ts"
import { rules } from "./rules.ts"
import type { Step } from "./Step.ts"
import { callBack } from "./Step.ts"

/**
 * Makes the step that sends the browser back with the error of a refusal.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export const refuseCallback = (
  state: ProviderState,
  target: Pick<Callback, "mode" | "redirectUri"> & { readonly state: string | undefined },
  refusal: Refusal
): Step => {
  const { description, error } = refusal.own ?? rules[refusal.rule]
  const parameters = [
    ["error", error],
    ["error_description", description],
    ...callbackEnd(state.settings, target)
  ] as const
  const { mode, redirectUri } = target
  return callBack(
    state,
    { mode, redirectUri, parameters },
    [{ _tag: "Refused", rule: refusal.rule }],
    refusal
  )
}
