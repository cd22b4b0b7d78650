/** The flows that another flow's end makes moot. */
import { Effect } from "effect"
import type { PendingLink } from "../domain/PendingLink.ts"
import { PendingLinks } from "../services/PendingLinks.ts"

/**
 * Ends the flows that are moot once a flow has linked its account: a re-authentication of the same account that waits
 * for confirmation, and the integration's discovery.
 *
 * @see homeassistant/config_entries.py, ConfigFlow.async_set_unique_id
 * @category flows
 * @since 0.1.0
 */
export const endMootLinks = Effect.fnUntraced(function* (ended: PendingLink) {
  const pending = yield* PendingLinks
  const moot = (yield* pending.list).filter((link) => isMoot(link, ended))
  yield* Effect.forEach(moot, ({ flowId }) => Effect.ignore(pending.take(flowId)), { discard: true })
})

const isMoot = (link: PendingLink, ended: PendingLink): boolean =>
  link.domain === ended.domain &&
  (link.step.id === "oauth_discovery" ||
    (link.step.id === "reauth_confirm" && accountOf(link) === accountOf(ended)))

const accountOf = ({ source }: PendingLink): string | undefined =>
  "accountId" in source ? source.accountId : undefined
