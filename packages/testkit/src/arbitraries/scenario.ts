/** One linking of an account and one refresh of its token, as data. */
import * as fc from "fast-check"
import type { CredentialInput, HostInput, Json, WireAnswer } from "../subject/Protocol.ts"
import { anyCredential, ordinaryCredential } from "./credential.ts"
import { anyHost } from "./host.ts"
import { opaqueText, vscharText } from "./text.ts"
import {
  jsonAnswer,
  refreshedTokenMembers,
  type TokenMembers,
  tokenMembers,
  without
} from "./tokenResponse.ts"

/** All that is given when the host links an account with a module and later refreshes its token. */
export interface Scenario {
  readonly host: HostInput
  readonly authDomain: string
  readonly credential: CredentialInput
  readonly flowId: string
  /** The authorization code in the callback. */
  readonly code: string
  /** What the token endpoint answers to the code; `null` is a success with `token`. */
  readonly exchangeAnswer: WireAnswer | null
  /** What the token endpoint answers to the refresh; `null` is a success with `refreshedToken`. */
  readonly refreshAnswer: WireAnswer | null
  readonly token: TokenMembers
  readonly refreshedToken: TokenMembers
  /** Seed of the randomness that the module can reach. */
  readonly entropy: number
}

/** The clock of every scenario, seconds since 1970: 2026-01-01. */
export const scenarioNow = 1_767_225_600

const scenarioOf = (
  credential: fc.Arbitrary<CredentialInput>,
  code: fc.Arbitrary<string>
): fc.Arbitrary<Scenario> =>
  fc.record({
    host: anyHost,
    authDomain: opaqueText("acme_"),
    credential,
    flowId: opaqueText("").map((text) => text.padStart(32, "0")),
    code,
    exchangeAnswer: fc.constant(null),
    refreshAnswer: fc.constant(null),
    token: tokenMembers,
    refreshedToken: refreshedTokenMembers,
    entropy: fc.nat()
  })

/**
 * A linking with a credential of letters and digits, in which the provider answers as OAuth says. Requirements that
 * are not about odd credentials share these, so that one cause fails one requirement.
 */
export const ordinaryScenario = scenarioOf(ordinaryCredential, opaqueText("code-"))

/** A linking with any credential and any code that OAuth allows. */
export const anyScenario = scenarioOf(
  anyCredential,
  vscharText(1, 24).map((code) => `code-${code}`)
)

/**
 * An ordinary linking with any code and any stored refresh token that OAuth allows: the credential is not what may go
 * wrong.
 *
 * @see RFC 6749, appendices A.11 and A.17
 */
export const scenarioWithAnyGrants = fc
  .tuple(ordinaryScenario, vscharText(1, 24), vscharText(1, 24))
  .map(([scenario, code, token]) => ({
    ...scenario,
    code: `code-${code}`,
    token: { ...scenario.token, refresh_token: `refresh-${token}` }
  }))

/** An ordinary linking in which the token endpoint answers the code as the arbitrary says. */
export const scenarioWithExchangeAnswer = (answer: fc.Arbitrary<WireAnswer>): fc.Arbitrary<Scenario> =>
  fc.tuple(ordinaryScenario, answer).map(([scenario, exchangeAnswer]) => ({ ...scenario, exchangeAnswer }))

/** An ordinary linking in which the token endpoint answers the refresh as the arbitrary says. */
export const scenarioWithRefreshAnswer = (answer: fc.Arbitrary<WireAnswer>): fc.Arbitrary<Scenario> =>
  fc.tuple(ordinaryScenario, answer).map(([scenario, refreshAnswer]) => ({ ...scenario, refreshAnswer }))

/** An ordinary linking whose refresh is answered with the access token, and with all else or only some of it. */
export const scenarioWithSparseRefresh: fc.Arbitrary<Scenario> = fc
  .tuple(ordinaryScenario, fc.subarray(["refresh_token", "scope", "token_type", "user_id"]))
  .map(([scenario, left]) => ({ ...scenario, refreshedToken: without(scenario.refreshedToken, ...left) }))

/** What the token endpoint answers to the code. */
export const exchangeAnswerOf = (scenario: Scenario): WireAnswer =>
  scenario.exchangeAnswer ?? jsonAnswer(scenario.token)

/** What the token endpoint answers to the refresh. */
export const refreshAnswerOf = (scenario: Scenario): WireAnswer =>
  scenario.refreshAnswer ?? jsonAnswer(scenario.refreshedToken)

/** A token as the host stores it. */
export type StoredToken = { readonly [member: string]: Json }

/** What the host stores of a scenario's token. */
export const storedTokenOf = ({ token }: Scenario): StoredToken => ({
  ...token,
  expires_at: scenarioNow + Number(token["expires_in"] ?? 0)
})

/** A scenario's stored token, long expired. */
export const expiredTokenOf = (scenario: Scenario): StoredToken => {
  const stored = storedTokenOf(scenario)
  return { ...stored, expires_at: Number(stored["expires_at"]) - 30 * 86_400 }
}

/** The members of a scenario that `getAuthImplementation` takes. */
export const implementationOf = ({
  authDomain,
  credential,
  host
}: Pick<Scenario, "host" | "authDomain" | "credential">) => ({
  host,
  authDomain,
  credential
})
