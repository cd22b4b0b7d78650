/** The request with which a person takes a step of a flow. */
import { Redacted } from "effect"
import { PendingLink } from "../domain/PendingLink.ts"

/**
 * Describes the browser in which a person takes a step.
 *
 * `frontendBase` is the base URL under which it reaches the frontend, and is sent back to. `browser` tells it from other
 * browsers: any text that only this one knows, such as a cookie of the host's. A flow that was given one takes its
 * callback from that browser only, so that nobody can have an account of theirs linked in place of the user's. `device` lets
 * the user authorize on another device, where the implementation offers that.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.7.1
 * @category models
 * @since 0.1.0
 */
export interface RequestContext {
  readonly frontendBase?: string | undefined
  readonly browser?: Redacted.Redacted | undefined
  readonly device?: boolean | undefined
}

/** Gives a flow as it is after a request: what the request does not say stays. */
export const withContext = (
  link: PendingLink,
  { frontendBase, browser, device }: RequestContext
): PendingLink =>
  new PendingLink({
    ...link,
    ...(frontendBase === undefined ? {} : { frontendBase }),
    ...(browser === undefined ? {} : { browser }),
    ...(device === undefined ? {} : { device })
  })

/** Tells whether a callback comes from the browser that the flow's last step was taken in. */
export const isSameBrowser = (link: PendingLink, { browser }: RequestContext): boolean =>
  link.browser === undefined ||
  (browser !== undefined && Redacted.value(browser) === Redacted.value(link.browser))
