/** Claims that a test adds to tokens: by user, by client and by scope. */
import type { JsonMembers } from "./JsonMembers.ts"
import type { User } from "./User.ts"

/**
 * Names where a claim goes: an access token (a JWT, or what introspection says of an opaque one), an id token, or what
 * userinfo answers.
 *
 * @category models
 * @since 0.1.0
 */
export type ClaimsPlace = "accessToken" | "idToken" | "userinfo"

/**
 * Describes claims to add: where, for whom, and which. A member of `subject`, `clientId` and `scope` that is left out
 * matches anything; `scope` matches when any of its values is granted. `fromUser` names claims of the user that go along.
 * Of several rules that give the same claim, the last counts.
 *
 * @category models
 * @since 0.1.0
 */
export interface ClaimsRule {
  readonly in: ReadonlyArray<ClaimsPlace>
  readonly subject?: string
  readonly clientId?: string
  readonly scope?: ReadonlyArray<string>
  readonly claims?: JsonMembers
  readonly fromUser?: ReadonlyArray<string>
}

/** Describes whom claims are about. */
export interface ClaimsAbout {
  readonly clientId: string
  readonly subject: string | undefined
  readonly scope: ReadonlyArray<string>
}

/** Lists the claims that the protocol itself gives, and no rule replaces. Of an access token, `aud` may be replaced. */
export const protocolClaims: ReadonlySet<string> = new Set([
  "act",
  "auth_time",
  "client_id",
  "cnf",
  "exp",
  "iat",
  "iss",
  "jti",
  "nonce",
  "scope",
  "sub"
])

/**
 * Finds the claims to add to a token, or to an answer of userinfo.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9068#section-2.2.2
 */
export const ownClaims = (
  {
    claims,
    users
  }: { readonly claims: ReadonlyArray<ClaimsRule>; readonly users: ReadonlyMap<string, User> },
  place: ClaimsPlace,
  about: ClaimsAbout
): JsonMembers => {
  if (claims.length === 0) return none
  const user = about.subject === undefined ? undefined : users.get(about.subject)
  const pairs = claims
    .filter((rule) => rule.in.includes(place) && isFor(rule, about))
    .flatMap((rule) => [
      ...(rule.fromUser ?? []).flatMap((name) => {
        const value = user?.claims[name]
        return value === undefined ? [] : [[name, value] as const]
      }),
      ...Object.entries(rule.claims ?? {})
    ])
  return Object.fromEntries(pairs)
}

const none: JsonMembers = {}

const isFor = (rule: ClaimsRule, about: ClaimsAbout): boolean =>
  (rule.subject === undefined || rule.subject === about.subject) &&
  (rule.clientId === undefined || rule.clientId === about.clientId) &&
  (rule.scope === undefined || rule.scope.some((value) => about.scope.includes(value)))
