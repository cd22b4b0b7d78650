/** Refusals that are told to the client through the browser. */
import type { Asked, ProviderState } from "./ProviderState.ts"
import type { Refusal } from "./Refusal.ts"
import { rules } from "./rules.ts"
import type { Settings } from "./Settings.ts"
import type { Step } from "./Step.ts"
import { callBack } from "./Step.ts"

/**
 * Makes the step that sends the browser back with the error of a refusal.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 * @category constructors
 * @since 0.1.0
 */
export const refuseCallback = (
  state: ProviderState,
  target: { readonly redirectUri: string; readonly state: string | undefined },
  refusal: Refusal
): Step => {
  const { description, error } = refusal.own ?? rules[refusal.rule]
  const parameters = [
    ["error", error],
    ["error_description", description],
    ...callbackEnd(state.settings, target)
  ] as const
  const { redirectUri } = target
  return callBack(state, { redirectUri, parameters }, [{ _tag: "Refused", rule: refusal.rule }], refusal)
}

/**
 * Lists the parameters that end every callback: the state as it was sent, and the issuer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2
 * @category encoding
 * @since 0.1.0
 */
export const callbackEnd = (
  { allow, issuer }: Settings,
  { state }: Pick<Asked, "state">
): ReadonlyArray<readonly [string, string]> => [
  ...(state === undefined ? [] : [["state", state] as const]),
  ...(allow.callbackWithoutIssuer ? [] : [["iss", issuer] as const])
]
