/** What access tokens are for: userinfo, and a resource. */
import { useAccessToken } from "./useAccessToken.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { ownClaims } from "./OwnClaims.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { jsonResponse } from "./jsonResponse.ts"
import { Refusal } from "./Refusal.ts"
import { hasResource } from "./Resources.ts"
import type { Step, StepContext } from "./Step.ts"
import { answer, refuse } from "./Step.ts"

/**
 * Answers with the claims of the user that the scope allows.
 *
 * @see https://openid.net/specs/openid-connect-core-1_0.html#UserInfo
 */
export const answerUserinfo = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  if (request.method !== "GET" && request.method !== "POST") {
    return refuse(state, new Refusal("userinfo-method"))
  }
  const allowed = useAccessToken(state, request, context)
  if (allowed instanceof Refusal) return refuse(state, allowed)
  const { allow, users } = state.settings
  const { grant, scope } = allowed.token
  const { subject } = grant
  if (subject === undefined) return refuse(state, new Refusal("userinfo-subject"))
  const isOpenid = scope.includes("openid")
  if (!isOpenid && !allow.userinfoWithoutOpenid) return refuse(state, new Refusal("userinfo-scope"))
  const claims = users.get(subject)?.claims ?? {}
  const shown = isOpenid ? claimsOfScope(claims, scope) : claims
  const own = ownClaims(state.settings, "userinfo", { clientId: grant.clientId, scope, subject })
  return answer(allowed.state, jsonResponse(200, { ...shown, ...own, sub: subject }))
}

/**
 * Answers at the resource, with whom and what the access token stands for.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export const answerResource = (
  state: ProviderState,
  request: ReceivedRequest,
  context: StepContext
): Step => {
  const allowed = useAccessToken(state, request, context)
  if (allowed instanceof Refusal) return withResourceMetadata(refuse(state, allowed))
  const { clientId, grant, resources, scope } = allowed.token
  const own = state.settings.urls.resource
  if (resources.length > 0 && own !== undefined && !hasResource(resources, own)) {
    return withResourceMetadata(refuse(state, new Refusal("access-token-audience")))
  }
  return answer(
    allowed.state,
    jsonResponse(200, {
      client_id: clientId,
      ...(grant.subject === undefined ? {} : { sub: grant.subject }),
      scope: scope.join(" ")
    })
  )
}

// Where clients find out which authorization server gives tokens (RFC 9728, 5.1).
const withResourceMetadata = (step: Step): Step => {
  const url = step.state.settings.urls.resourceMetadata
  const challenge = step.response.headers["www-authenticate"]
  if (url === undefined || challenge === undefined) return step
  const headers = { ...step.response.headers, "www-authenticate": `${challenge}, resource_metadata="${url}"` }
  return { ...step, response: { ...step.response, headers } }
}

const profile = [
  "birthdate",
  "family_name",
  "gender",
  "given_name",
  "locale",
  "middle_name",
  "name",
  "nickname",
  "picture",
  "preferred_username",
  "profile",
  "updated_at",
  "website",
  "zoneinfo"
]

// OpenID Connect Core 1.0, 5.4. Claims that it does not know need no scope of their own.
const scopesOfClaims = new Map<string, string>([
  ...profile.map((name) => [name, "profile"] as const),
  ["email", "email"],
  ["email_verified", "email"],
  ["address", "address"],
  ["phone_number", "phone"],
  ["phone_number_verified", "phone"]
])

const claimsOfScope = (claims: JsonMembers, scope: ReadonlyArray<string>): JsonMembers =>
  Object.fromEntries(
    Object.entries(claims).filter(([name]) => {
      const needed = scopesOfClaims.get(name)
      return needed === undefined || scope.includes(needed)
    })
  )
