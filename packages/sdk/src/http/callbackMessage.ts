/** What a person reads at the end of a flow. */
import type { AbortReason, FlowAbort, FlowResult } from "../domain/FlowResult.ts"
import { ReauthenticationRequired } from "../domain/TokenRequestError.ts"
import type { CallbackError } from "../flows/LinkingFlow.ts"
import type { CallbackMessage } from "./CallbackPage.ts"
import { forPeople } from "./forPeople.ts"

/**
 * Tells how a flow ended. The window closes where its user knows already: the account is linked, or they said no.
 */
export const messageOfResult = (result: FlowResult): CallbackMessage => {
  if (result.type === "create_entry") return linked
  if (result.type !== "abort") return { title: "One step is left", advice: goBack, closes: true }
  switch (result.reason) {
    case "reauth_successful":
    case "reconfigure_successful":
      return linked
    case "user_rejected_authorize":
      return { title: notLinked, advice: goBack, closes: true }
    default: {
      const what = adviceOf(result)
      return { title: notLinked, advice: `${what} (${result.reason})`, closes: false }
    }
  }
}

/**
 * Tells why a callback was refused. Of a state that is not this instance's, in Home Assistant's words.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2AuthorizeCallbackView
 */
export const messageOfRefusal = (error: CallbackError): CallbackMessage => ({
  title: notLinked,
  advice:
    error._tag === "StateForged"
      ? "Invalid state. Is My Home Assistant configured to go to the right instance?"
      : forPeople(error),
  closes: false
})

const adviceOf = ({ error, reason }: FlowAbort): string =>
  error instanceof ReauthenticationRequired && error.error === "invalid_grant"
    ? "The provider refused the code, which may be too old. Close this window and start again."
    : (advice[reason] ?? "Close this window and start again.")

const notLinked = "Your account was not linked"
const goBack = "You can close this window, and continue where you came from."
const linked = { title: "Your account is linked", advice: goBack, closes: true }

const advice: { readonly [reason in AbortReason]?: string } = {
  already_configured: "This account is linked already. Close this window.",
  wrong_account:
    "This is another account than the one to link again. Close this window, and log in with that one.",
  oauth_timeout: "The provider did not answer in time. Close this window and start again.",
  oauth_unauthorized:
    "The provider refused the application credential. Check its client id and secret, and start again.",
  oauth_failed: "The provider gave no token. Close this window and start again later.",
  oauth_error: "The provider gave a token that cannot be used. Tell the integration's authors.",
  missing_scopes: "The provider was not allowed to give all that is needed. Start again, and allow it there.",
  oauth_implementation_unavailable:
    "The application credential is gone or cannot be used now. Check it, and start again."
}
