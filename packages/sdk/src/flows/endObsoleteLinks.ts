/** The flows that another flow's end makes obsolete. */
import { Effect } from "effect"
import type { PendingLink } from "../domain/PendingLink.ts"
import { PendingLinks } from "../services/PendingLinks.ts"

/**
 * Ends the flows that are obsolete once a flow has linked its account: a re-authentication of the same account that waits
 * for confirmation, and the integration's discovery.
 *
 * @see homeassistant/config_entries.py, ConfigFlow.async_set_unique_id
 */
export const endObsoleteLinks = (ended: PendingLink) => endLinks((link) => isObsolete(link, ended))

/**
 * Ends the flows that were begun for an account which is no more.
 *
 * @see homeassistant/config_entries.py, ConfigEntries.async_remove
 */
export const endLinksOf = (accountId: string) => endLinks((link) => accountOf(link) === accountId)

const endLinks = Effect.fnUntraced(function* (isOver: (link: PendingLink) => boolean) {
  const pending = yield* PendingLinks
  const over = (yield* pending.list).filter(isOver)
  yield* Effect.forEach(
    over,
    ({ flowId }) => Effect.catchTag(pending.take(flowId), "FlowNotPending", () => Effect.void),
    { discard: true }
  )
})

const isObsolete = (link: PendingLink, ended: PendingLink): boolean =>
  link.domain === ended.domain &&
  (link.step.id === "oauth_discovery" ||
    (link.step.id === "reauth_confirm" && accountOf(link) === accountOf(ended)))

const accountOf = ({ source }: PendingLink): string | undefined =>
  "accountId" in source ? source.accountId : undefined
