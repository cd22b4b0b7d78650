/** An implementation, and the credential that it is made of. */
import { Effect, Option } from "effect"
import { ImplementationUnknown } from "../domain/LinkError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Implementations } from "../services/Implementations.ts"
import { endsFlow } from "./Abort.ts"

/**
 * Finds an implementation, and the credential behind it where there is one. The credential comes first: whoever deletes
 * it after that is found out when the account is stored.
 */
export const lookUpImplementation = Effect.fnUntraced(function* (domain: string, authDomain: string) {
  const credential = yield* CredentialStore.use((store) => store.find({ domain, authDomain }))
  const implementation = yield* Implementations.use((all) => all.find(domain, authDomain))
  return { credential, implementation }
})

/** Finds the client of the credential behind an implementation, where there is one. */
export const findClientId = Effect.fnUntraced(function* (domain: string, authDomain: string) {
  const stored = yield* CredentialStore.use((store) => store.find({ domain, authDomain }))
  return Option.match(stored, {
    onNone: () => ({}),
    onSome: ({ credential: { clientId } }) => ({ clientId })
  })
})

/**
 * Finds the implementation that a user was sent to the provider by. Fails where its credential is of another client by
 * now: whatever the provider gave is for the one before.
 */
export const lookUpVisited = Effect.fnUntraced(function* (
  domain: string,
  step: { readonly implementation: string; readonly clientId?: string }
) {
  const found = yield* lookUpImplementation(domain, step.implementation)
  const now = Option.getOrUndefined(found.credential)?.credential.clientId
  return step.clientId === undefined || step.clientId === now
    ? found
    : yield* replaced(domain, step.implementation)
})

const replaced = (domain: string, implementation: string): ImplementationUnknown =>
  new ImplementationUnknown({
    domain,
    implementation,
    message: `The credential with which the user was sent to the provider of ${domain} was replaced meanwhile. Start again.`
  })

/**
 * Finds the implementation that a flow uses, and ends the flow where it is not there.
 */
export const findImplementation = ({ flowId, domain }: PendingLink, authDomain: string) =>
  endsFlow(flowId)(lookUpImplementation(domain, authDomain))
