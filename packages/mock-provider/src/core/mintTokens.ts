/** Tokens without a flow: for tests that start where an account is linked already. */
import type { Client } from "./Client.ts"
import { putEntry } from "./Entries.ts"
import { beginClientGrant, beginUserGrant } from "./Grants.ts"
import { makeToken, unsignedTokens } from "./issueTokens.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { Asked, ProviderState } from "./ProviderState.ts"
import { receiveRequest } from "./ReceivedRequest.ts"
import { RequestParameters } from "./RequestParameters.ts"
import type { StepContext } from "./Step.ts"
import type { UnsignedJwt } from "./UnsignedJwt.ts"

/**
 * Describes the tokens of a grant to put into a provider as if a flow had given them. `accessToken` and `refreshToken` may
 * be texts of one's own; an access token of one's own is opaque. `expiresIn` is the access token's lifetime in seconds, by
 * default the provider's. A grant without a subject is the client's own, and has no refresh token.
 */
export interface Minting {
  readonly client: Client
  readonly subject: string | undefined
  readonly scope: ReadonlyArray<string>
  readonly accessToken: string | undefined
  readonly refreshToken: string | undefined
  readonly expiresIn: number
}

/** Describes what was minted. A JWT is its placeholder until it is signed. */
export interface Minted {
  readonly state: ProviderState
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly idToken: string | undefined
  readonly unsigned: ReadonlyArray<UnsignedJwt>
}

/** Mints tokens. */
export const mintTokens = (state: ProviderState, minting: Minting, context: StepContext): Minted => {
  const { client, scope, subject } = minting
  const { capacity, lifetimes } = state.settings
  const { now } = context
  const { grant, state: begun } =
    subject === undefined
      ? beginClientGrant(state, client, { scope, resources: [], now })
      : beginUserGrant(state, askedFor(minting), subject, now)
  const accessToken = minting.accessToken ?? makeOpaqueToken(context)
  const mayRefresh = subject !== undefined && client.grantTypes.includes("refresh_token")
  const refreshToken = minting.refreshToken ?? (mayRefresh ? makeOpaqueToken(context) : undefined)
  const token = (lifetime: number | undefined) =>
    makeToken(grant, { scope, resources: [], now, lifetime, jkt: undefined, retires: undefined })
  const forgetting = { now, capacity }
  const about = {
    request: noRequest,
    grantType: subject === undefined ? "client_credentials" : "authorization_code",
    client,
    scope,
    resources: [],
    subject,
    authorization: undefined,
    isFirstConsent: grant.isFirstConsent,
    jkt: undefined,
    now
  }
  const unsigned = unsignedTokens(state.settings, about, accessToken, grant, context).filter(
    ({ kind }) => kind === "id token" || minting.accessToken === undefined
  )
  return {
    state: {
      ...begun,
      accessTokens: putEntry(begun.accessTokens, accessToken, token(minting.expiresIn), forgetting),
      refreshTokens:
        refreshToken === undefined
          ? begun.refreshTokens
          : putEntry(begun.refreshTokens, refreshToken, token(lifetimes.refreshToken), forgetting)
    },
    accessToken,
    refreshToken,
    idToken: unsigned.find(({ kind }) => kind === "id token")?.placeholder,
    unsigned
  }
}

const noRequest = receiveRequest([], { method: "POST", url: "", headers: {}, body: "" })

const askedFor = ({ client, scope }: Minting): Asked => ({
  clientId: client.clientId,
  redirectUri: client.redirectUris[0],
  redirectUriWasSent: true,
  state: undefined,
  scope,
  resources: [],
  challenge: undefined,
  nonce: undefined,
  authorization: RequestParameters.none,
  subject: undefined
})
