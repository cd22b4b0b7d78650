/** Client credentials that a provider may hand out. */
import * as fc from "fast-check"
import type { CredentialInput } from "../subject/Protocol.ts"
import { opaqueText, vscharText } from "./text.ts"

const credentialOf = (
  clientId: fc.Arbitrary<string>,
  clientSecret: fc.Arbitrary<string>
): fc.Arbitrary<CredentialInput> =>
  fc.record({ clientId, clientSecret, name: fc.option(opaqueText("Account "), { nil: null }) })

/** A credential of letters, digits and hyphens, such as nearly all providers make. */
export const ordinaryCredential = credentialOf(opaqueText("id-"), opaqueText("secret-"))

/**
 * Any credential that OAuth allows, every visible ASCII character included.
 *
 * @see RFC 6749, appendices A.1 and A.2
 */
export const anyCredential = credentialOf(
  vscharText(1, 24).map((id) => `id-${id}`),
  vscharText(1, 24).map((secret) => `secret-${secret}`)
)
