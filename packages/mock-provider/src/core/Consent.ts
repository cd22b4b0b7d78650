/** The user's part: what is asked of them, and what they decide. */
import { narrowScope } from "./Scope.ts"

/**
 * Describes a request that passed every rule and now waits for the user. A device has no redirect URI and no state.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConsentRequest {
  readonly clientId: string
  readonly redirectUri: string | undefined
  readonly scope: ReadonlyArray<string>
  readonly state: string | undefined
  /** Who the request is about: whom `login_hint` names, or who is signed in. Approves where no other is named. */
  readonly subject: string | undefined
}

/**
 * Describes a decision. `scope` lists the values granted where the user grants fewer than asked, of which none is a
 * denial; `subject` says who the user is, the first one registered when left out. `Ask` leaves the decision to a person:
 * the browser goes to the consent page, and a device waits.
 *
 * @category models
 * @since 0.1.0
 */
export type ConsentDecision =
  | { readonly _tag: "Approve"; readonly scope?: ReadonlyArray<string>; readonly subject?: string }
  | { readonly _tag: "Deny" }
  | { readonly _tag: "Ask" }

/**
 * Describes a decision that was made.
 *
 * @category models
 * @since 0.1.0
 */
export type MadeDecision = Exclude<ConsentDecision, { readonly _tag: "Ask" }>

/** Describes what an approval gives of what was asked; `subject` is as in the decision. */
export interface Approval {
  readonly scope: ReadonlyArray<string>
  readonly subject: string | undefined
}

/**
 * Finds what a decision gives: nothing for a denial, nor for an approval of none of the scopes that were asked for,
 * since no token response can say that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const approvalOf = (asked: ReadonlyArray<string>, decision: MadeDecision): Approval | undefined => {
  if (decision._tag === "Deny") return undefined
  const scope = narrowScope(asked, decision.scope)
  return scope.length === 0 && asked.length > 0 ? undefined : { scope, subject: decision.subject }
}

/**
 * Decides in the user's place, at once or later.
 *
 * @category models
 * @since 0.1.0
 */
export type Approver = (request: ConsentRequest) => ConsentDecision | Promise<ConsentDecision>

/** Decides in the user's place, as the core asks: `Awaited` says that the decision comes later. */
export type SyncApprover = (request: ConsentRequest) => ConsentDecision | { readonly _tag: "Awaited" }

/**
 * Describes a rule of consent: which requests it is for, and what is decided. `scope` matches when any of the values
 * is asked for; a member that is left out matches anything.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConsentRule {
  readonly clientId?: string
  readonly scope?: ReadonlyArray<string>
  readonly decision: ConsentDecision
}

/** Makes the approver that goes by the first rule that matches, and approves where none does. */
export const approveByRules =
  (rules: ReadonlyArray<ConsentRule>): SyncApprover =>
  (request) =>
    rules.find((rule) => isFor(rule, request))?.decision ?? { _tag: "Approve" }

const isFor = (rule: ConsentRule, request: ConsentRequest): boolean =>
  (rule.clientId === undefined || rule.clientId === request.clientId) &&
  (rule.scope === undefined || rule.scope.some((value) => request.scope.includes(value)))

/** Asks a person about every request. */
export const ask: SyncApprover = () => ({ _tag: "Ask" })

/** Approves everything that was asked. */
export const approve: SyncApprover = () => ({ _tag: "Approve" })

/** Denies every request. */
export const deny: SyncApprover = () => ({ _tag: "Deny" })
