/** The refusal to refresh what cannot be refreshed. */
import { ReauthenticationRequired } from "../domain/TokenRequestError.ts"

/** Makes the failure of an account that has no refresh token. */
export const noRefreshToken = (domain: string): ReauthenticationRequired =>
  new ReauthenticationRequired({
    domain,
    operation: "refresh",
    reason: "noRefreshToken",
    message: `The account at ${domain} has no refresh token, so its token cannot be renewed. Link the account again.`
  })
