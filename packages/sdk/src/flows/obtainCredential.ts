/** A credential that no user has to enter. */
import { Effect, Option } from "effect"
import { CredentialUnavailable } from "../domain/CredentialUnavailable.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Integrations } from "../services/Integrations.ts"
import type { Integration } from "../services/Integrations.ts"
import { isClientCredential } from "../services/ModuleHooks.ts"
import { runModule } from "../services/runModule.ts"
import { importClientCredential } from "./importClientCredential.ts"

/**
 * Obtains a credential for an integration that has none: the one in the user's YAML configuration, or else one of the
 * integration's own making, which may take 30 s and is made once, however many flows want it. Does nothing where there is
 * neither.
 *
 * @see homeassistant/components/application_credentials/__init__.py, async_import_client_credential
 */
export const obtainCredential = Effect.fnUntraced(function* (domain: string) {
  yield* importClientCredential(domain)
  const store = yield* CredentialStore
  if ((yield* store.forDomain(domain)).size > 0) return
  const integration = Option.getOrUndefined(
    yield* Integrations.use((integrations) => integrations.get(domain))
  )
  const make = integration?.makeCredential
  if (make === undefined) return
  const { withLock } = yield* AccountLock
  yield* withLock(`the credential of ${domain}`)(makeOnce(domain, make))
})

const makeOnce = Effect.fnUntraced(function* (
  domain: string,
  make: NonNullable<Integration["makeCredential"]>
) {
  const store = yield* CredentialStore
  if ((yield* store.forDomain(domain)).size > 0) return
  const credential = yield* runModule({
    what: `makeCredential of ${domain}`,
    run: () => make,
    secrets: "own",
    limit: "30 seconds"
  }).pipe(
    Effect.mapError(() => unavailable(domain)),
    Effect.filterOrFail(isClientCredential, () => unavailable(domain))
  )
  yield* store.importCredential({ domain, credential })
})

const unavailable = (domain: string): CredentialUnavailable =>
  new CredentialUnavailable({
    domain,
    message: `${domain} could not make a credential of its own. Enter one, or try again later.`
  })
