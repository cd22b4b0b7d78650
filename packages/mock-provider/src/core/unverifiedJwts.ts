/** The JWTs of a request that have to be verified before it is answered. */
import { signerOfClient } from "./ClientAssertion.ts"
import { jwtBearerGrant, tokenExchangeGrant } from "./Client.ts"
import type { ProviderState } from "./ProviderState.ts"
import { lookUp } from "./ProviderState.ts"
import type { JwtPlace, UnverifiedJwt } from "./ReceivedJwt.ts"
import { decodeJwt, isMembers } from "./ReceivedJwt.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { idTokenType } from "./TokenType.ts"

/**
 * Lists the JWTs of a request with who may have signed them. What nobody may have signed is left out: there is nothing to
 * verify then. Most requests have none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-5.2
 */
export const unverifiedJwts = (
  state: ProviderState,
  request: ReceivedRequest
): ReadonlyArray<UnverifiedJwt> => {
  const { authentication, endpoint, header, parameters } = request
  const found: Array<UnverifiedJwt> = []
  const add = (place: JwtPlace, text: string | undefined, find: FindSigner): void => {
    const jwt = text === undefined ? undefined : decodeJwt(text)
    const signer = jwt === undefined ? undefined : find(jwt)
    if (text !== undefined && signer !== undefined) found.push({ place, text, signer })
  }
  if (state.settings.dpop !== undefined) add("dpop", header("dpop"), keyOfProof)
  if (authentication.places.includes("client_assertion")) {
    const client = lookUp(state.settings.clients, authentication.clientId ?? "")
    add("client_assertion", parameters.get("client_assertion"), (jwt) =>
      client === undefined ? undefined : signerOfClient(client, jwt)
    )
  }
  if (endpoint === "endSession") add("id_token_hint", parameters.get("id_token_hint"), ofProvider)
  const grantType = endpoint === "token" ? parameters.get("grant_type") : undefined
  if (grantType === jwtBearerGrant) add("assertion", parameters.get("assertion"), issuerOfAssertion(state))
  if (grantType === tokenExchangeGrant && parameters.get("subject_token_type") === idTokenType) {
    add("subject_token", parameters.get("subject_token"), ofProvider)
  }
  return found
}

type FindSigner = (jwt: NonNullable<ReturnType<typeof decodeJwt>>) => UnverifiedJwt["signer"] | undefined

const ofProvider: FindSigner = () => ({ _tag: "Provider" })

const keyOfProof: FindSigner = ({ header }) => {
  const { jwk } = header
  return isMembers(jwk) ? { _tag: "Keys", keys: [jwk] } : undefined
}

const issuerOfAssertion =
  ({ settings }: ProviderState): FindSigner =>
  ({ claims }) => {
    const trusted = settings.assertionIssuers.find(({ issuer }) => issuer === claims["iss"])
    return trusted === undefined ? undefined : { _tag: "Keys", keys: trusted.keys }
  }
