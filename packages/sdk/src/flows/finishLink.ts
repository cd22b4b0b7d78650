/** The last step of a flow: a token becomes an account, or renews one. */
import { Cause, Effect, Option, Schema } from "effect"
import { describeFailure } from "../domain/describeFailure.ts"
import type { FlowCreated } from "../domain/FlowResult.ts"
import { AccountUnidentified } from "../domain/ModuleError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { secretsOfToken } from "../domain/secretsOfToken.ts"
import type { StoredCredential } from "../domain/StoredCredential.ts"
import type { Token } from "../domain/Token.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { Integrations } from "../services/Integrations.ts"
import type { AccountIdentity, Integration } from "../services/Integrations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import { runModule } from "../services/runModule.ts"
import { abort, Aborted, withinTime } from "./Abort.ts"
import { endObsoleteLinks } from "./endObsoleteLinks.ts"
import { checkScopes } from "./grantedScopes.ts"

/** Holds what a flow ends with. `credential` is the one that the implementation was made of, where it was one. */
interface Finish {
  readonly link: PendingLink
  readonly implementation: GuardedImplementation
  readonly credential: Option.Option<StoredCredential>
  readonly token: Token
}

/** Whose the account is, where the integration can tell, and what was granted, where that is known. */
type Whose = Partial<AccountIdentity> & { readonly scopes?: ReadonlyArray<string> }

/**
 * Ends a flow with the token that it has got: creates the account, or updates the one that the flow was started from
 * and never another. Flows that are obsolete by that end too.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_oauth_create_entry
 * @see homeassistant/config_entries.py, ConfigFlow.async_update_reload_and_abort
 */
export const finishLink = Effect.fnUntraced(function* (finish: Finish) {
  const { link } = finish
  const { source } = link
  const scopes = yield* checkScopes(link, finish.implementation, finish.token)
  const whose = { ...scopes, ...(yield* identify(finish)) }
  const result = "accountId" in source ? yield* update(finish, source, whose) : yield* create(finish, whose)
  yield* endObsoleteLinks(link)
  return result
})

const identify = Effect.fnUntraced(function* ({ link: { flowId, domain }, token }: Finish) {
  const integration = yield* Integrations.use((integrations) => integrations.get(domain))
  const ask = Option.getOrUndefined(integration)?.identify
  return ask === undefined ? undefined : yield* askWhose(ask, { flowId, domain, token })
})

const askWhose = (
  ask: NonNullable<Integration["identify"]>,
  { flowId, domain, token }: { readonly flowId: string; readonly domain: string; readonly token: Token }
) => {
  const secrets = secretsOfToken(token)
  const unidentified = (why: string) =>
    new Aborted({
      flowId,
      reason: "oauth_failed",
      error: new AccountUnidentified({
        domain,
        message: `${domain} could not tell whose account this is: ${why}`
      })
    })
  return runModule({ what: `identify of ${domain}`, run: () => ask(token), secrets }).pipe(
    Effect.mapError((cause) => unidentified(describeFailure(Cause.squash(cause), secrets))),
    Effect.filterOrFail(isIdentity, () => unidentified("it gave something else than an AccountIdentity.")),
    withinTime(flowId, "oauth_timeout")
  )
}

const isIdentity = Schema.is(
  Schema.Struct({ uniqueId: Schema.String, title: Schema.optional(Schema.String) })
)

const create = Effect.fnUntraced(function* (finish: Finish, whose: Whose) {
  const { flowId, domain, owner } = finish.link
  const account = yield* LinkedAccounts.use((accounts) =>
    accounts.create({
      domain,
      title: whose.title ?? finish.implementation.name,
      ...(owner === undefined ? {} : { owner }),
      ...linked(finish, whose)
    })
  ).pipe(
    Effect.catchTags({
      AccountAlreadyLinked: (error) => new Aborted({ flowId, reason: "already_configured", error }),
      CredentialNotFound: (error) =>
        new Aborted({ flowId, reason: "oauth_implementation_unavailable", error })
    })
  )
  return {
    type: "create_entry",
    flowId,
    stepId: "creation",
    title: account.title,
    account
  } satisfies FlowCreated
})

// An account that was linked before its integration could tell whose it is may be anybody's who has no account yet.
const update = Effect.fnUntraced(function* (
  finish: Finish,
  { type, accountId }: { readonly type: "reauth" | "reconfigure"; readonly accountId: string },
  whose: Whose
) {
  const { flowId } = finish.link
  const accounts = yield* LinkedAccounts
  const { withLock } = yield* AccountLock
  const { uniqueId } = yield* accounts.get(accountId)
  if (whose.uniqueId !== undefined && uniqueId !== undefined && whose.uniqueId !== uniqueId) {
    return yield* new Aborted({ flowId, reason: "wrong_account" })
  }
  yield* accounts.relink(accountId, linked(finish, whose)).pipe(
    withLock(accountId),
    Effect.catchTags({
      AccountAlreadyLinked: (error) => new Aborted({ flowId, reason: "wrong_account", error }),
      CredentialNotFound: (error) =>
        new Aborted({ flowId, reason: "oauth_implementation_unavailable", error })
    })
  )
  return abort(flowId, `${type}_successful`)
})

const linked = ({ implementation, credential, token }: Finish, whose: Whose) => ({
  authImplementation: implementation.domain,
  credentialId: Option.getOrUndefined(credential)?.id,
  token,
  ...(whose.uniqueId === undefined ? {} : { uniqueId: whose.uniqueId }),
  ...(whose.scopes === undefined ? {} : { scopes: whose.scopes })
})
