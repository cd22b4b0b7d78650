/** Behaviours, joined: how deviations compose. */
import type { ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { ErrorShape, Deviations, TokenContext, TokenResponseShape } from "../core/Deviations.ts"
import type { RequestDialect } from "../core/RequestDialect.ts"

/**
 * Joins two behaviours: what one of them requires or allows, the joined one does, and their hooks run one after the
 * other. Where both say the same thing differently, the right one counts.
 */
export const joinBehaviours = (left: ProviderBehaviour, right: ProviderBehaviour): ProviderBehaviour => ({
  ...left,
  ...right,
  ...both("endpoints", left.endpoints, right.endpoints),
  ...both("lifetimes", left.lifetimes, right.lifetimes),
  ...both("accessTokens", left.accessTokens, right.accessTokens),
  ...both("require", left.require, right.require),
  ...both("allow", left.allow, right.allow),
  ...both("device", left.device, right.device),
  ...both("tokenMembers", left.tokenMembers, right.tokenMembers),
  ...either("deviations", left.deviations, right.deviations, joinDeviations)
})

const joinDeviations = (left: Deviations, right: Deviations): Deviations => ({
  ...left,
  ...right,
  ...either("request", left.request, right.request, joinDialects),
  ...either(
    "checkRequest",
    left.checkRequest,
    right.checkRequest,
    (first, second) => (request) => first(request) ?? second(request)
  ),
  ...either(
    "givesRefreshToken",
    left.givesRefreshToken,
    right.givesRefreshToken,
    (first, second) => (context) => first(context) && second(context)
  ),
  ...either("tokenResponse", left.tokenResponse, right.tokenResponse, joinTokenResponses),
  ...either("error", left.error, right.error, joinErrors),
  ...either("apiError", left.apiError, right.apiError, joinErrors),
  ...either(
    "callbackParameters",
    left.callbackParameters,
    right.callbackParameters,
    (first, second) => (context) => ({ ...first(context), ...second(context) })
  )
})

const joinDialects = (left: RequestDialect, right: RequestDialect): RequestDialect => ({
  ...left,
  ...right,
  ...both("parameterNames", left.parameterNames, right.parameterNames),
  ...both("grantTypes", left.grantTypes, right.grantTypes),
  ...either(
    "rewriteRequest",
    left.rewriteRequest,
    right.rewriteRequest,
    (first, second) => (request, endpoint) => second(first(request, endpoint), endpoint)
  )
})

const joinTokenResponses = (left: TokenResponseShape, right: TokenResponseShape): TokenResponseShape => ({
  ...left,
  ...right,
  ...both("memberNames", left.memberNames, right.memberNames),
  ...either("members", left.members, right.members, (first, second) => (context: TokenContext) => ({
    ...membersOf(first, context),
    ...membersOf(second, context)
  }))
})

const membersOf = (members: NonNullable<TokenResponseShape["members"]>, context: TokenContext) =>
  typeof members === "function" ? members(context) : members

const joinErrors = (left: ErrorShape, right: ErrorShape): ErrorShape => ({
  ...left,
  ...right,
  ...both("statuses", left.statuses, right.statuses),
  ...both("codes", left.codes, right.codes),
  ...both("members", left.members, right.members)
})

/** Joins a member that both may have. */
const either = <Name extends string, A>(
  name: Name,
  left: A | undefined,
  right: A | undefined,
  join: (left: A, right: A) => A
): Partial<Record<Name, A>> => {
  const joined: Partial<Record<Name, A>> = {}
  if (left !== undefined && right !== undefined) joined[name] = join(left, right)
  return joined
}

const both = <Name extends string, A extends object>(name: Name, left: A | undefined, right: A | undefined) =>
  either(name, left, right, (left, right) => ({ ...left, ...right }))
