/** The step that sends the user to the provider. */
import { Effect, Redacted } from "effect"
import type { FlowExternal, FlowProgress } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { StateSigner } from "../services/StateSigner.ts"
import { endsFlow, withinTime } from "./Abort.ts"
import { awaitDelivery } from "./awaitDelivery.ts"
import { waitAt } from "./PendingStep.ts"

/**
 * Sends the user to the provider: by a URL, whose callback the flow waits for, or with a code to enter on another
 * device. What was sent before for this flow counts no more.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_step_auth
 * @category flows
 * @since 0.1.0
 */
export const authorizeLink = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: GuardedImplementation
) {
  const { authorizeDevice } = implementation
  return link.device === true && authorizeDevice !== undefined
    ? yield* onDevice(link, implementation, authorizeDevice)
    : yield* inBrowser(link, implementation)
})

const inBrowser = Effect.fnUntraced(function* (link: PendingLink, implementation: GuardedImplementation) {
  const { flowId, frontendBase } = link
  const redirectUri = implementation.redirectUri ?? (yield* resolveRedirectUri(flowId, frontendBase))
  const state = yield* StateSigner.use((signer) => signer.sign({ flowId, redirectUri }))
  const request = yield* implementation
    .authorize({ flowId, redirectUri, state })
    .pipe(endsFlow(flowId), withinTime(flowId, "authorize_url_timeout"))
  const { url, codeVerifier, delivery } = request
  if (delivery === undefined) {
    yield* waitAt(link, {
      id: "auth",
      implementation: implementation.domain,
      redirectUri,
      state: Redacted.make(state),
      ...(codeVerifier === undefined ? {} : { codeVerifier })
    })
  } else {
    yield* awaitDelivery(link, implementation, { delivery })
  }
  return { type: "external", flowId, stepId: "auth", url } satisfies FlowExternal
})

const onDevice = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: GuardedImplementation,
  authorizeDevice: NonNullable<GuardedImplementation["authorizeDevice"]>
) {
  const { flowId } = link
  const { delivery, ...shown } = yield* authorizeDevice.pipe(
    endsFlow(flowId),
    withinTime(flowId, "authorize_url_timeout")
  )
  yield* awaitDelivery(link, implementation, { delivery, expiresAt: shown.expiresAt })
  return {
    type: "progress",
    flowId,
    stepId: "auth",
    progressAction: "exchange",
    ...shown
  } satisfies FlowProgress
})

const resolveRedirectUri = (flowId: string, frontendBase: string | undefined) =>
  RedirectUri.use((redirectUri) => redirectUri.resolve({ frontendBase })).pipe(endsFlow(flowId))
