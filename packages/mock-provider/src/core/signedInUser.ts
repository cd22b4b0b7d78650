/** Who is at the browser: of those who are signed in, the one that the request hints at. */
import { HashSet } from "effect"
import type { ProviderState } from "./ProviderState.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { User } from "./User.ts"

/**
 * Finds who an authorization request is about: the user that `login_hint` names by subject, e-mail address or preferred
 * name, or else the one who is signed in; `undefined` when that is open. Where nobody may be asked (`prompt=none`), it
 * refuses whatever a person would have to choose.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
export const signedInUser = (
  state: ProviderState,
  parameters: RequestParameters
): string | Refusal | undefined => {
  const { users } = state.settings
  const signedIn = whoIsSignedIn(state)
  const hint = parameters.get("login_hint")
  const hinted = hint === undefined ? undefined : findUser(users, hint)
  const isSilent = parameters.get("prompt") === "none"
  if (signedIn === undefined)
    return isSilent && hint !== undefined && hinted === undefined ? loginRequired : hinted
  if (isSilent && (signedIn.length === 0 || (hint !== undefined && !signedIn.includes(hinted ?? "")))) {
    return loginRequired
  }
  if (isSilent && hint === undefined && signedIn.length > 1) return new Refusal("account-selection-required")
  return hinted ?? (signedIn.length === 1 ? signedIn[0] : undefined)
}

/** Lists who is signed in at the browser; `undefined` for whoever is asked for. */
export const whoIsSignedIn = ({ settings, signedOut }: ProviderState): ReadonlyArray<string> | undefined => {
  if (HashSet.isEmpty(signedOut)) return settings.signedIn
  const all = settings.signedIn ?? [...settings.users.keys()]
  return all.filter((subject) => !HashSet.has(signedOut, subject))
}

/** Has a user sign in again who had signed out. */
export const signIn = (state: ProviderState, subject: string | undefined): ProviderState =>
  subject === undefined || !HashSet.has(state.signedOut, subject)
    ? state
    : { ...state, signedOut: HashSet.remove(state.signedOut, subject) }

const loginRequired = new Refusal("login-required")

/** Finds the user that a hint names. */
export const findUser = (users: ReadonlyMap<string, User>, hint: string): string | undefined =>
  [...users.values()].find((user) => isNamed(user, hint))?.subject

const isNamed = ({ claims, subject }: User, hint: string): boolean =>
  subject === hint || claims["email"] === hint || claims["preferred_username"] === hint
