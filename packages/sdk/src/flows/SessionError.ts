/** The failures of getting a valid token. */
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { ImplementationUnknown } from "../domain/LinkError.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { ImplementationsError } from "../services/Implementations.ts"
import type { TokenRequestError } from "../services/OAuth2Implementation.ts"

/**
 * Names the failures of getting a valid token. `ReauthenticationRequired` has begun a flow with source `reauth`;
 * `TokenEndpointUnavailable`, `ImplementationUnavailable` and `StorageUnavailable` want another try later.
 *
 * @category errors
 * @since 0.1.0
 */
export type SessionError =
  | AccountNotFound
  | ImplementationUnknown
  | ImplementationFailed
  | ImplementationsError
  | StorageError
  | TokenRequestError
