/** What becomes of an authorization request when the user has decided. */
import type { Approval, MadeDecision } from "./Consent.ts"
import { approvalOf } from "./Consent.ts"
import { putEntry } from "./Entries.ts"
import { beginUserGrant } from "./Grants.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { Asked, BrowserAsked, ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import { Refusal } from "./Refusal.ts"
import { callbackEnd } from "./Callback.ts"
import { refuseCallback } from "./refuseCallback.ts"
import type { Settings } from "./Settings.ts"
import { signIn } from "./signedInUser.ts"
import type { Step, StepContext } from "./Step.ts"
import { callBack } from "./Step.ts"

/**
 * Answers an authorization request as the user decided: a callback with a code, or with an error.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 */
export const decideConsent = (
  state: ProviderState,
  asked: BrowserAsked,
  decision: MadeDecision,
  context: StepContext
): Step => {
  const approval = approvalOf(asked.scope, decision)
  if (approval === undefined) return refuseCallback(state, asked, new Refusal("consent-denied"))
  const granted = { ...asked, scope: approval.scope }
  const subject = subjectOf(state.settings, approval, asked)
  const begun = beginUserGrant(signIn(state, subject), granted, subject, context.now)
  const code = makeOpaqueToken(context)
  const { capacity, lifetimes } = state.settings
  const { now } = context
  const { clientId, jkt, mode, redirectUri, redirectUriWasSent } = asked
  const issued = {
    grant: begun.grant,
    clientId,
    redirectUri,
    redirectUriWasSent,
    challenge: asked.challenge,
    jkt,
    expiresAt: now + lifetimes.code * 1000,
    used: false
  }
  const next = {
    ...begun.state,
    codes: putEntry(begun.state.codes, code, issued, { now, capacity })
  }
  const parameters = [
    ["code", code],
    ...callbackEnd(state.settings, asked),
    ...ownParameters(state.settings, granted)
  ] as const
  return callBack(next, { mode, redirectUri, parameters }, [
    ...begun.events,
    { _tag: "CodeIssued", clientId, grantId: begun.grant.id }
  ])
}

const ownParameters = (
  { clients, deviations }: Settings,
  { authorization, clientId, scope }: BrowserAsked
): ReadonlyArray<readonly [string, string]> => {
  const client = lookUp(clients, clientId)
  if (deviations.callbackParameters === undefined || client === undefined) return []
  const own = deviations.callbackParameters({ authorization, client, scope })
  return Object.entries(own).filter(([name]) => !standardParameters.has(name))
}

const standardParameters = new Set(["code", "error", "error_description", "iss", "state"])

/** Finds who approves: the user named, or else whom the request is about, or else the first one. */
export const subjectOf = (
  { users }: Settings,
  { subject }: Approval,
  asked: Pick<Asked, "subject">
): string | undefined => subject ?? asked.subject ?? users.keys().next().value
