/** The user's part: what is asked of them, and what they decide. */

/**
 * Describes an authorization request that passed every rule and now waits for the user.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConsentRequest {
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: ReadonlyArray<string>
  readonly state: string | undefined
}

/**
 * Describes a decision. `scope` lists the values granted where the user grants fewer than asked.
 *
 * @category models
 * @since 0.1.0
 */
export type ConsentDecision =
  | { readonly _tag: "Approve"; readonly scope?: ReadonlyArray<string> }
  | { readonly _tag: "Deny" }

/**
 * Decides in the user's place. It has to be pure and synchronous.
 *
 * @category models
 * @since 0.1.0
 */
export type Approver = (request: ConsentRequest) => ConsentDecision

/**
 * Approves everything that was asked.
 *
 * @category approvers
 * @since 0.1.0
 */
export const approve: Approver = () => ({ _tag: "Approve" })

/**
 * Denies every request.
 *
 * @category approvers
 * @since 0.1.0
 */
export const deny: Approver = () => ({ _tag: "Deny" })
