/** The choice of an implementation, and the credential that it takes. */
import { Effect, Option } from "effect"
import type { FlowPickForm } from "../domain/FlowResult.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { Implementations } from "../services/Implementations.ts"
import { Integrations } from "../services/Integrations.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import { abort, endsFlow } from "./Abort.ts"
import { authorizeLink } from "./authorizeLink.ts"
import { obtainCredential } from "./obtainCredential.ts"
import { waitAt } from "./PendingStep.ts"

/**
 * Continues to the provider where there is one implementation and a person is there, and asks which where there are
 * several. Where there is none, a credential is obtained, or the user is asked for one.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler.async_step_pick_implementation
 */
export const chooseImplementation = Effect.fnUntraced(function* (
  link: PendingLink,
  options: { readonly attended: boolean } = { attended: true }
) {
  const found = yield* offered(link)
  if (found.length > 0) return yield* choose(link, found, options)
  const failure = yield* obtainCredential(link.domain).pipe(
    Effect.andThen(Effect.undefined),
    Effect.catchTag(["CredentialInvalid", "CredentialUnavailable", "ModuleHookFailed"], Effect.succeed)
  )
  const obtained = yield* offered(link)
  if (obtained.length > 0) return yield* choose(link, obtained, options)
  return yield* askForCredential(link, failure)
})

/**
 * Continues with the implementation that the user chose. One that is not offered any more counts as none: the user is asked
 * again, or for a credential where none is left.
 */
export const pickImplementation = Effect.fnUntraced(function* (link: PendingLink, chosen: string) {
  const implementation = (yield* offered(link)).find(({ domain }) => domain === chosen)
  return yield* implementation === undefined
    ? chooseImplementation(link)
    : authorizeLink(link, implementation)
})

const offered = ({ flowId, domain }: PendingLink) =>
  Implementations.use((implementations) => implementations.forDomain(domain)).pipe(
    endsFlow(flowId),
    Effect.map((found) => [...found.values()])
  )

const choose = Effect.fnUntraced(function* (
  link: PendingLink,
  found: ReadonlyArray<GuardedImplementation>,
  options: { readonly attended: boolean }
) {
  const [only, ...others] = found
  if (only !== undefined && others.length === 0 && options.attended) return yield* authorizeLink(link, only)
  yield* waitAt(link, { id: "pick_implementation" })
  return {
    type: "form",
    flowId: link.flowId,
    stepId: "pick_implementation",
    options: found.map(({ domain, name }) => ({ domain, name }))
  } satisfies FlowPickForm
})

const askForCredential = Effect.fnUntraced(function* (link: PendingLink, error: Error | undefined) {
  const integration = Option.getOrUndefined(
    yield* Integrations.use((integrations) => integrations.get(link.domain))
  )
  if (integration?.module === undefined) return abort(link.flowId, "missing_configuration", error)
  yield* waitAt(link, { id: "missing_credentials" })
  return abort(link.flowId, "missing_credentials", error)
})
