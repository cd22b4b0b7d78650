/** The tokens that a successful token request gives. */
import { accessTokenClaims, idTokenClaims } from "./Claims.ts"
import type { Client, GrantType } from "./Client.ts"
import { isPublic } from "./Client.ts"
import { putEntry } from "./Entries.ts"
import { beginClientGrant, type ClientGranting } from "./Grants.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { makeOpaqueToken } from "./makeOpaqueToken.ts"
import type { Grant, IssuedToken, ProviderState } from "./ProviderState.ts"
import type { TokenContext } from "./Deviations.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { encodeScope } from "./Scope.ts"
import type { Settings } from "./Settings.ts"
import type { GrantContext, Step, StepContext } from "./Step.ts"
import { answer } from "./Step.ts"
import { tokenResponse } from "./tokenResponse.ts"
import type { UnsignedJwt } from "./UnsignedJwt.ts"

/** Describes what is issued: the scope of the access token, and whether a refresh token comes with it. */
export interface Issue {
  readonly client: Client
  readonly request: ReceivedRequest
  readonly grantType: GrantType
  readonly grant: Grant
  readonly scope: ReadonlyArray<string>
  readonly resources: ReadonlyArray<string>
  readonly refreshToken: "new" | "none" | { readonly replaces: string } | { readonly repeats: string }
  /** What kind of token it is, where the answer has to say so (RFC 8693, 2.2.1). */
  readonly issuedTokenType?: string
}

/**
 * Issues tokens for a grant and makes the token response. JWTs stand in it as their placeholders.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export const issueTokens = (state: ProviderState, issue: Issue, context: GrantContext): Step => {
  const { settings } = state
  const { client, grant, scope } = issue
  const { jkt, now } = context
  const about = contextOf(issue, now, jkt)
  const accessToken = makeOpaqueToken(context)
  const refreshToken = givesRefreshToken(settings, issue, about) ? makeOpaqueToken(context) : undefined
  const unsigned = unsignedTokens(settings, about, accessToken, grant, context)
  const members = membersOf(settings, {
    accessToken,
    idToken: unsigned.find(({ kind }) => kind === "id token")?.placeholder,
    refreshToken: refreshToken ?? ofEarlier(issue).repeats,
    scope,
    tokenType: jkt === undefined ? "Bearer" : "DPoP",
    issuedTokenType: issue.issuedTokenType
  })
  return answer(
    keepTokens(state, issue, { accessToken, refreshToken }, context),
    tokenResponse(settings, members, about),
    [{ _tag: "TokensIssued", clientId: client.clientId, grantId: grant.id }],
    unsigned
  )
}

const keepTokens = (
  state: ProviderState,
  issue: Issue,
  { accessToken, refreshToken }: Pick<Texts, "accessToken" | "refreshToken">,
  { jkt, now }: GrantContext
): ProviderState => {
  const { capacity, lifetimes, rotation } = state.settings
  const { client, grant, resources, scope } = issue
  const retires = rotation.graceEndsWithUse ? ofEarlier(issue).replaces : undefined
  const common = { resources, now, retires }
  const forgetting = { now, capacity }
  const access = makeToken(grant, { ...common, scope, lifetime: lifetimes.accessToken, jkt })
  const accessTokens = putEntry(state.accessTokens, accessToken, access, forgetting)
  if (refreshToken === undefined) return { ...state, accessTokens }
  const refresh = makeToken(grant, {
    ...common,
    // A narrowed request narrows its access token only: the new refresh token keeps the scope of the grant.
    scope: grant.scope,
    lifetime: lifetimes.refreshToken,
    // A confidential client proves who it is in another way (RFC 9449, 5).
    jkt: isPublic(client) ? jkt : undefined
  })
  const refreshTokens = putEntry(state.refreshTokens, refreshToken, refresh, forgetting)
  return { ...state, accessTokens, refreshTokens }
}

/** Issues an access token for a grant that no approval gives, without a refresh token: its client can ask again. */
export const issueClientTokens = (
  state: ProviderState,
  issue: Omit<Issue, "grant" | "refreshToken"> & Pick<ClientGranting, "actor" | "subject">,
  context: GrantContext
): Step => {
  const { grant, state: begun } = beginClientGrant(state, issue.client, { ...issue, now: context.now })
  return issueTokens(begun, { ...issue, grant, refreshToken: "none" }, context)
}

/** Makes a token of a grant, which lives so many seconds, or for ever. */
export const makeToken = (
  grant: Grant,
  {
    lifetime = Infinity,
    now,
    ...token
  }: Pick<IssuedToken, "jkt" | "resources" | "retires" | "scope"> & {
    readonly now: number
    readonly lifetime: number | undefined
  }
): IssuedToken => ({
  ...token,
  grant,
  clientId: grant.clientId,
  issuedAt: now,
  expiresAt: now + lifetime * 1000,
  replaced: undefined
})

const contextOf = (
  { client, grant, grantType, request, resources, scope }: Issue,
  now: number,
  jkt: string | undefined
): TokenContext => ({
  resources,
  request,
  grantType,
  client,
  scope,
  subject: grant.subject,
  authorization: grant.authorization,
  isFirstConsent: grant.isFirstConsent,
  jkt,
  now
})

/** What the issue has to do with a refresh token that there is. */
const ofEarlier = ({ refreshToken }: Issue): { readonly replaces?: string; readonly repeats?: string } =>
  typeof refreshToken === "object" ? refreshToken : {}

const givesRefreshToken = (settings: Settings, issue: Issue, about: TokenContext): boolean =>
  issue.refreshToken !== "none" &&
  ofEarlier(issue).repeats === undefined &&
  issue.client.grantTypes.includes("refresh_token") &&
  (settings.deviations.givesRefreshToken?.(about) ?? true)

/**
 * Makes the JWTs of tokens that go out, unsigned: the access token, if it is one, and the id token, if there is one.
 */
export const unsignedTokens = (
  settings: Settings,
  about: TokenContext,
  accessToken: string,
  grant: Grant,
  context: StepContext
): ReadonlyArray<UnsignedJwt> => {
  const { algorithm } = settings
  const signsAccess = (about.client.accessTokens ?? settings.accessTokens) === "jwt"
  const signsId = settings.idTokens && about.subject !== undefined && about.scope.includes("openid")
  if (!signsAccess && !signsId) return none
  const access: UnsignedJwt = {
    placeholder: accessToken,
    kind: "access token",
    algorithm,
    type: "at+jwt",
    claims: accessTokenClaims(settings, about, accessToken, grant)
  }
  if (!signsId) return [access]
  const id: UnsignedJwt = {
    placeholder: makeOpaqueToken(context),
    kind: "id token",
    algorithm,
    type: "JWT",
    claims: idTokenClaims(settings, about, grant)
  }
  return signsAccess ? [access, id] : [id]
}

const none: ReadonlyArray<UnsignedJwt> = []

interface Texts {
  readonly accessToken: string
  readonly idToken: string | undefined
  readonly refreshToken: string | undefined
  readonly scope: ReadonlyArray<string>
  readonly tokenType: "Bearer" | "DPoP"
  readonly issuedTokenType: string | undefined
}

const membersOf = (
  { lifetimes, deviations }: Settings,
  { accessToken, idToken, issuedTokenType, refreshToken, scope, tokenType }: Texts
): JsonMembers => {
  const members: { [name: string]: string | number } = {
    access_token: accessToken,
    token_type: tokenType
  }
  if (issuedTokenType !== undefined) members["issued_token_type"] = issuedTokenType
  if (lifetimes.accessToken !== Infinity) members["expires_in"] = lifetimes.accessToken
  if (refreshToken !== undefined) members["refresh_token"] = refreshToken
  if (scope.length > 0) members["scope"] = encodeScope(scope, deviations.request?.scopeSeparator)
  if (idToken !== undefined) members["id_token"] = idToken
  return members
}
