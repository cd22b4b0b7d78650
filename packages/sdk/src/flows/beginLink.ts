/** The first step of a flow, by what began it. */
import { Effect } from "effect"
import { AccountNotFound } from "../domain/AccountError.ts"
import type { FlowConfirmForm } from "../domain/FlowResult.ts"
import { linkLifetime, PendingLink } from "../domain/PendingLink.ts"
import type { LinkSource } from "../domain/PendingLink.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { abort } from "./Abort.ts"
import { chooseImplementation } from "./chooseImplementation.ts"
import { waitAt } from "./PendingStep.ts"
import { withContext } from "./RequestContext.ts"
import type { RequestContext } from "./RequestContext.ts"

/**
 * Describes the flow to begin. `source` is a user's wish unless given.
 *
 * `attended` is false where no person is there: then even a single implementation is asked for, as the provider cannot
 * be visited. `owner` is the host's user whose account it will be.
 *
 * @category models
 * @since 0.1.0
 */
export interface StartOptions extends RequestContext {
  readonly domain: string
  readonly source?: LinkSource | undefined
  readonly attended?: boolean | undefined
  readonly owner?: string | undefined
}

/**
 * Begins a flow. A user's wish and a reconfiguration go to the implementations at once; a re-authentication and a
 * discovery ask for confirmation first. A re-authentication that waits for its confirmation is the same one again, and
 * a discovery ends where an account of the integration or another flow is there.
 *
 * @see homeassistant/config_entries.py, ConfigFlow._async_handle_discovery_without_unique_id
 */
export const beginLink = Effect.fnUntraced(function* (flowId: string, options: StartOptions) {
  const { domain, source = { type: "user" }, attended = true, owner } = options
  const expiresAt = (yield* epochSeconds) + linkLifetime
  const begun = new PendingLink({
    flowId,
    domain,
    source,
    step: { id: "pick_implementation" },
    expiresAt,
    ...(owner === undefined ? {} : { owner })
  })
  const link = withContext(begun, options)
  if (source.type === "user") return yield* chooseImplementation(link, { attended })
  if (!("accountId" in source)) return yield* beginDiscovered(link)
  const account = yield* accountOf(domain, source.accountId)
  if (source.type === "reconfigure") return yield* chooseImplementation(link, { attended })
  return yield* beginReauthentication(link, account.id)
})

/** Asks for the confirmation that a flow waits for, by the name of what it is about. */
export const confirmForm = Effect.fnUntraced(function* (
  { flowId, domain, source }: PendingLink,
  stepId: FlowConfirmForm["stepId"]
) {
  const name = "accountId" in source ? (yield* accountOf(domain, source.accountId)).title : domain
  return { type: "form", flowId, stepId, name } satisfies FlowConfirmForm
})

const beginReauthentication = Effect.fnUntraced(function* (link: PendingLink, accountId: string) {
  const waiting = (yield* PendingLinks.use(({ list }) => list)).find(
    ({ source, step }) =>
      source.type === "reauth" && source.accountId === accountId && step.id === "reauth_confirm"
  )
  if (waiting === undefined) yield* waitAt(link, { id: "reauth_confirm" })
  return yield* confirmForm(waiting ?? link, "reauth_confirm")
})

const beginDiscovered = Effect.fnUntraced(function* (link: PendingLink) {
  const isOfDomain = ({ domain }: { readonly domain: string }) => domain === link.domain
  const accounts = yield* LinkedAccounts.use(({ list }) => list)
  if (accounts.some(isOfDomain)) return abort(link.flowId, "already_configured")
  const flows = yield* PendingLinks.use(({ list }) => list)
  if (flows.some(isOfDomain)) return abort(link.flowId, "already_in_progress")
  yield* waitAt(link, { id: "oauth_discovery" })
  return yield* confirmForm(link, "oauth_discovery")
})

const accountOf = Effect.fnUntraced(function* (domain: string, accountId: string) {
  const account = yield* LinkedAccounts.use((accounts) => accounts.get(accountId))
  return account.domain === domain ? account : yield* notOfDomain(domain, accountId)
})

const notOfDomain = (domain: string, accountId: string): AccountNotFound =>
  new AccountNotFound({ accountId, message: `There is no linked account ${accountId} of ${domain}.` })
