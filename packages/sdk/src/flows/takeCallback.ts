/** The step that takes the provider's redirect, and exchanges its code. */
import { Effect, Redacted } from "effect"
import { AuthorizationRejected } from "../domain/AuthorizationRejected.ts"
import { StateMismatch } from "../domain/LinkError.ts"
import type { LinkStep, PendingLink } from "../domain/PendingLink.ts"
import { parseAuthorizationCallback } from "../protocol/AuthorizationCallback.ts"
import type { AuthorizationCallback } from "../protocol/AuthorizationCallback.ts"
import { checkIssuer } from "../protocol/checkIssuer.ts"
import { knownErrorCode } from "../protocol/ErrorCode.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { StateSigner } from "../services/StateSigner.ts"
import { abort, endsFlow, withinTime } from "./Abort.ts"
import { lookUpVisited } from "./findImplementation.ts"
import { finishLink } from "./finishLink.ts"
import { isSameBrowser } from "./RequestContext.ts"
import type { RequestContext } from "./RequestContext.ts"

type AuthStep = Extract<LinkStep, { readonly id: "auth" }>

/**
 * Takes the flow that a callback belongs to, once. A state that is not the one the flow waits for leaves the flow as it
 * is; one that comes in another browser ends it, as somebody else knows the state.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 */
export const takeCallback = Effect.fnUntraced(function* (query: URLSearchParams, context: RequestContext) {
  const parsed = yield* Effect.fromResult(parseAuthorizationCallback(query))
  const claims = yield* StateSigner.use((signer) => signer.consume(parsed.state))
  const pending = yield* PendingLinks
  const link = yield* pending.take(claims.flow_id)
  const { step } = link
  if (step.id !== "auth" || Redacted.value(step.state) !== parsed.state) {
    yield* pending.put(link)
    return yield* otherState
  }
  if (!isSameBrowser(link, context)) return yield* otherBrowser
  return { link, step, parsed }
})

/**
 * Exchanges the code of a callback, and ends its flow with the token.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_step_creation
 */
export const resumeLink = Effect.fnUntraced(function* (
  link: PendingLink,
  step: AuthStep,
  callback: AuthorizationCallback
) {
  const { flowId } = link
  const { implementation: domain, redirectUri, codeVerifier } = step
  const { credential, implementation } = yield* endsFlow(flowId)(lookUpVisited(link.domain, step))
  yield* Effect.fromResult(checkIssuer(callback, implementation))
  if (callback.type === "error") {
    return abort(flowId, "user_rejected_authorize", rejected(domain, knownErrorCode(callback.error)))
  }
  const grant = {
    code: callback.code,
    redirectUri,
    callbackParameters: callback.parameters,
    ...(codeVerifier === undefined ? {} : { codeVerifier })
  }
  const token = yield* implementation
    .exchange(grant)
    .pipe(endsFlow(flowId), withinTime(flowId, "oauth_timeout"))
  return yield* finishLink({ link, implementation, credential, token })
})

const otherState = new StateMismatch({
  reason: "otherState",
  message: "The flow does not wait for this state any more. Continue in the latest window, or start again."
})

const otherBrowser = new StateMismatch({
  reason: "otherBrowser",
  message:
    "The callback came to another browser than the one in which linking was begun. Start again, and do not follow links that others sent."
})

const rejected = (domain: string, error: string | undefined): AuthorizationRejected =>
  new AuthorizationRejected({
    domain,
    ...(error === undefined ? {} : { error }),
    message: `The provider of ${domain} did not authorize (${error ?? "no known error code"}). Start again, and agree there.`
  })
