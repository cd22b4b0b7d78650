/** The last step of a flow: a token becomes an account, or renews one. */
import { Effect, Option } from "effect"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { FlowResult } from "../domain/FlowResult.ts"
import { AccountUnidentified } from "../domain/ModuleError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import type { Token } from "../domain/Token.ts"
import { withoutSecrets } from "../domain/withoutSecrets.ts"
import type { AccountLock } from "../services/AccountLock.ts"
import type { AccountIdentity, Integration } from "../services/Integrations.ts"
import type { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { OAuth2Implementation } from "../services/OAuth2Implementation.ts"
import { abort, Aborted } from "./Abort.ts"

/**
 * Ends a flow with the token that its code gave: creates the account, or updates the one that the flow was started
 * from and never another.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_oauth_create_entry
 * @category flows
 * @since 0.1.0
 */
export const finishLink = Effect.fnUntraced(function* (options: {
  readonly link: PendingLink
  readonly implementation: OAuth2Implementation
  /** The credential that the implementation was made of, where it was one. */
  readonly credential: Option.Option<StoredCredential>
  readonly token: Token
  readonly integration: Integration | undefined
  readonly accounts: LinkedAccounts["Service"]
  readonly lock: AccountLock["Service"]
}): Effect.fn.Return<FlowResult, AccountNotFound | StorageError | Aborted, ModuleServices> {
  const { link, implementation, token, accounts, lock } = options
  const identity = yield* identify(link, token, options.integration)
  if (!("accountId" in link.source)) return yield* create(options, identity)
  const account = yield* accounts.get(link.source.accountId)
  if (identity !== undefined && account.uniqueId !== undefined && identity.uniqueId !== account.uniqueId) {
    return abort(link.flowId, "wrong_account")
  }
  yield* accounts
    .update(account.id, { token, authImplementation: implementation.domain })
    .pipe(lock.withLock(account.id))
  return abort(link.flowId, "reauth_successful")
})

const identify = ({ flowId, domain }: PendingLink, token: Token, integration: Integration | undefined) =>
  integration?.identify === undefined
    ? Effect.succeed(undefined)
    : integration.identify(token).pipe(
        Effect.mapError(
          (error) =>
            new Aborted({ flowId, reason: "oauth_failed", error: unidentified(domain, token, error) })
        ),
        Effect.timeoutOrElse({
          duration: "30 seconds",
          orElse: () => Effect.fail(new Aborted({ flowId, reason: "oauth_timeout" }))
        })
      )

// The integration asks with the token, and what it complains about may repeat it.
const unidentified = (domain: string, token: Token, error: Error): AccountUnidentified =>
  new AccountUnidentified({
    domain,
    message: `${domain} could not tell whose account this is: ${withoutSecrets(error.message, [
      token.accessToken,
      token.refreshToken
    ])}`
  })

const create = Effect.fnUntraced(function* (
  options: Parameters<typeof finishLink>[0],
  identity: AccountIdentity | undefined
) {
  const { flowId, domain } = options.link
  const account = yield* options.accounts
    .create({
      domain,
      title: identity?.title ?? options.implementation.name,
      authImplementation: options.implementation.domain,
      ...(identity === undefined ? {} : { uniqueId: identity.uniqueId }),
      token: options.token,
      credentialId: Option.getOrUndefined(options.credential)?.id
    })
    .pipe(
      Effect.catchTags({
        AccountAlreadyLinked: (error) => new Aborted({ flowId, reason: "already_configured", error }),
        CredentialNotFound: (error) => new Aborted({ flowId, reason: "missing_credentials", error })
      })
    )
  return {
    type: "create_entry",
    flowId,
    stepId: "creation",
    title: account.title,
    account
  } satisfies FlowResult
})
