/** An implementation, and the credential that it is made of. */
import { Effect } from "effect"
import type { PendingLink } from "../domain/PendingLink.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Implementations } from "../services/Implementations.ts"
import { endsFlow } from "./Abort.ts"

/**
 * Finds an implementation, and the credential behind it where there is one. The credential comes first: whoever deletes
 * it after that is found out when the account is stored.
 *
 * @category flows
 * @since 0.1.0
 */
export const lookUpImplementation = Effect.fnUntraced(function* (domain: string, authDomain: string) {
  const credential = yield* CredentialStore.use((store) => store.find({ domain, authDomain }))
  const implementation = yield* Implementations.use((all) => all.find(domain, authDomain))
  return { credential, implementation }
})

/**
 * Finds the implementation that a flow uses, and ends the flow where it is not there.
 *
 * @category flows
 * @since 0.1.0
 */
export const findImplementation = ({ flowId, domain }: PendingLink, authDomain: string) =>
  endsFlow(flowId)(lookUpImplementation(domain, authDomain))
