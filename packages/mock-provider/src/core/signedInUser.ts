/** Who is at the browser: of those who are signed in, the one that the request hints at. */
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import type { Settings } from "./Settings.ts"
import type { User } from "./User.ts"

/**
 * Finds who an authorization request is about: the user that `login_hint` names by subject, e-mail address or preferred
 * name, or else the one who is signed in; `undefined` when that is open. Where nobody may be asked (`prompt=none`), it
 * refuses whatever a person would have to choose.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 * @category checking
 * @since 0.1.0
 */
export const signedInUser = (
  { signedIn, users }: Settings,
  parameters: RequestParameters
): string | Refusal | undefined => {
  const hint = parameters.get("login_hint")
  const hinted =
    hint === undefined ? undefined : [...users.values()].find((user) => isNamed(user, hint))?.subject
  const isSilent = parameters.get("prompt") === "none"
  if (signedIn === undefined)
    return isSilent && hint !== undefined && hinted === undefined ? loginRequired : hinted
  if (isSilent && (signedIn.length === 0 || (hint !== undefined && !signedIn.includes(hinted ?? "")))) {
    return loginRequired
  }
  if (isSilent && hint === undefined && signedIn.length > 1) return new Refusal("account-selection-required")
  return hinted ?? (signedIn.length === 1 ? signedIn[0] : undefined)
}

const loginRequired = new Refusal("login-required")

const isNamed = ({ claims, subject }: User, hint: string): boolean =>
  subject === hint || claims["email"] === hint || claims["preferred_username"] === hint
