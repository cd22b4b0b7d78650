/** The step that sends the user to the provider. */
import { Effect, Redacted } from "effect"
import type { FlowExternal } from "../domain/FlowResult.ts"
import type { ImplementationFailed } from "../domain/ModuleError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import type { DeviceFlow } from "../services/OAuth2Implementation.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { StateSigner } from "../services/StateSigner.ts"
import { endsFlow, withinTime } from "./Abort.ts"
import { awaitDelivery } from "./awaitDelivery.ts"
import { awaitDevice } from "./awaitDevice.ts"
import { findClientId } from "./findImplementation.ts"
import { waitAt } from "./PendingStep.ts"

/**
 * Sends the user to the provider: by a URL, whose callback the flow waits for, or with a code to enter on another
 * device. What was sent before for this flow counts no more.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_step_auth
 */
export const authorizeLink = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: GuardedImplementation
) {
  const { deviceFlow } = implementation
  return link.device === true && deviceFlow !== undefined
    ? yield* onDevice(link, implementation.domain, deviceFlow)
    : yield* inBrowser(link, implementation)
})

const inBrowser = Effect.fnUntraced(function* (link: PendingLink, implementation: GuardedImplementation) {
  const { flowId, frontendBase } = link
  const client = yield* findClientId(link.domain, implementation.domain)
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
      ...client,
      redirectUri,
      state: Redacted.make(state),
      ...(codeVerifier === undefined ? {} : { codeVerifier })
    })
  } else {
    yield* awaitDelivery(link, implementation, delivery)
  }
  const { deviceFlow } = implementation
  return {
    type: "external",
    flowId,
    stepId: "auth",
    url,
    ...(deviceFlow === undefined ? {} : { deviceFlow: true as const })
  } satisfies FlowExternal
})

const onDevice = Effect.fnUntraced(function* (
  link: PendingLink,
  implementation: string,
  { authorize }: DeviceFlow<ImplementationFailed>
) {
  const { flowId } = link
  const authorization = yield* authorize.pipe(endsFlow(flowId), withinTime(flowId, "authorize_url_timeout"))
  return yield* awaitDevice(link, implementation, authorization)
})

const resolveRedirectUri = (flowId: string, frontendBase: string | undefined) =>
  RedirectUri.use((redirectUri) => redirectUri.resolve({ frontendBase })).pipe(endsFlow(flowId))
