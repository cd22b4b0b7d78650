/** The core's settings, made of options. */
import { HashMap } from "effect"
import { Base64Url } from "effect/encoding"
import type { ConsentDecision, SyncApprover } from "../core/Consent.ts"
import { approve, approveByRules, ask, deny } from "../core/Consent.ts"
import type { Allowances, Requirements } from "../core/ProviderBehaviour.ts"
import { makeRotationPolicy } from "../core/Rotation.ts"
import type { DpopSettings, Lifetimes, Settings } from "../core/Settings.ts"
import { responseModes } from "../core/ResponseMode.ts"
import type { JsonMembers } from "../core/JsonMembers.ts"
import type { SigningAlgorithm } from "../core/UnsignedJwt.ts"
import type { Minting } from "../core/mintTokens.ts"
import { lookUp } from "../core/ProviderState.ts"
import type { User } from "../core/User.ts"
import { check, checkOptions, ConsentOptionsSchema } from "./checkOptions.ts"
import { makeClient } from "./makeClient.ts"
import { makeEndpoints, issuerOf, makePages, makeUrls } from "./makeEndpoints.ts"
import type {
  ClientOptions,
  ConsentOptions,
  GrantOptions,
  LimitOptions,
  MockProviderOptions,
  UserOptions
} from "./MockProviderOptions.ts"
import { reject } from "./InvalidProviderOptions.ts"
import { makeSystemRandomBytes } from "./makeSystemRandomBytes.ts"
import { DecisionSchema } from "./optionSchemas.ts"

/** Makes the core's settings of options. Throws `InvalidProviderOptions`. */
export const makeSettings = (options: MockProviderOptions): Omit<Settings, "approver"> => {
  checkOptions(options)
  const { accessTokens, device, deviations, require, tokenMembers } = options
  const issuer = issuerOf(options)
  if (options.registration === undefined && typeof options.endpoints?.registration === "string") {
    reject("endpoints.registration: expected nothing without `registration`, which says who may register")
  }
  const noRegistration = options.registration === undefined ? ({ registration: false } as const) : {}
  const urls = makeUrls(issuer, { ...options.endpoints, ...noRegistration })
  const users = makeUsers(options.users ?? [defaultUser])
  checkConsent(options.consent ?? "approve", users)
  checkSignedIn(options.signedIn ?? [], users)
  return {
    issuer,
    urls,
    endpoints: makeEndpoints(urls),
    pages: makePages(issuer, options.endpoints),
    clients: HashMap.fromIterable(
      distinct(options.clients).map((client) => [client.clientId, makeClient(client)])
    ),
    users,
    lifetimes: makeLifetimes(options.lifetimes),
    rotation: makeRotationPolicy(options.rotation ?? "rotate"),
    accessTokens: accessTokens?.format ?? "opaque",
    algorithm: algorithmOf(options),
    idTokens: options.idTokens ?? true,
    require: { ...noRequirements, ...require },
    allow: { ...noAllowances, ...options.allow },
    device: { interval: 5, pendingPolls: 0, ...device },
    deviations: deviations ?? {},
    responseModes: options.responseModes ?? responseModes,
    dpop: makeDpop(options),
    assertionIssuers: options.assertionIssuers ?? [],
    clientDocuments: options.clientDocuments !== undefined,
    signedIn: options.signedIn,
    registration: options.registration,
    resources: options.resources ?? [],
    claims: options.claims ?? [],
    tokenMembers: tokenMembers ?? {},
    capacity: makeLimits(options.limits).entries
  }
}

const makeDpop = ({ dpop = {}, randomBytes }: MockProviderOptions): DpopSettings | undefined => {
  if (dpop === false) return undefined
  const { nonce = false, required = false } = dpop
  const bytes = nonce ? (randomBytes ?? makeSystemRandomBytes())(32) : undefined
  return { isRequired: required, nonceKey: bytes === undefined ? undefined : Base64Url.encode(bytes) }
}

const algorithmOf = ({ accessTokens, signingKeys = [] }: MockProviderOptions): SigningAlgorithm => {
  const algorithms = signingKeys.map((key, index) => algorithmOfKey(key, `signingKeys[${index}]`))
  const [first] = algorithms
  const given = accessTokens?.algorithm
  if (given !== undefined && first !== undefined && given !== first) {
    reject(`accessTokens.algorithm: expected ${first}, that of signingKeys, and is ${given}`)
  }
  const other = algorithms.findIndex((algorithm) => algorithm !== first)
  if (other > 0) reject(`signingKeys[${other}]: expected a key for ${first}, as the first one is`)
  return given ?? first ?? "RS256"
}

const algorithmOfKey = ({ alg, crv, d, kty, n }: JsonMembers, place: string): SigningAlgorithm => {
  if (typeof d !== "string") reject(`${place}: expected a private key, with the member d`)
  const own = kty === "RSA" ? "RS256" : crv === "P-256" ? "ES256" : crv === "Ed25519" ? "EdDSA" : undefined
  if (own === undefined || (alg !== undefined && alg !== own && !(alg === "Ed25519" && own === "EdDSA"))) {
    return reject(`${place}: expected a key for RS256 (RSA), ES256 (P-256) or EdDSA (Ed25519)`)
  }
  if (kty === "RSA" && `${n}`.length < shortestModulus) {
    reject(`${place}: expected an RSA key of 2048 bits or more (RFC 7518, 3.3)`)
  }
  return own
}

// 256 bytes in base64url.
const shortestModulus = 342

/** Makes the approver of the options. What a function decides later goes to `wait`. */
export const makeApprover = (
  consent: ConsentOptions,
  users: () => Settings["users"],
  wait: (decision: Promise<ConsentDecision>) => void
): SyncApprover => {
  if (typeof consent === "string") return approvers[consent]
  if (typeof consent !== "function") return approveByRules(consent)
  return (request) => {
    const decision = consent(request)
    if (!(decision instanceof Promise)) return checkDecision(decision, users())
    wait(decision.then((decided) => checkDecision(decided, users())))
    return { _tag: "Awaited" }
  }
}

/** Checks what a function decided. Throws `InvalidProviderOptions`, also for a user who is not there. */
export const checkDecision = <Decision extends ConsentDecision>(
  decision: Decision,
  users: Settings["users"]
): Decision => {
  check(DecisionSchema, "the decision", decision)
  checkSubject(decision, users, "the decision")
  return decision
}

/** Checks how consent is given. Throws `InvalidProviderOptions`, also for a user who is not there. */
export const checkConsent = (consent: ConsentOptions, users: Settings["users"]): void => {
  check(ConsentOptionsSchema, "consent", consent)
  if (typeof consent === "string" || typeof consent === "function") return
  consent.forEach(({ decision }, index) => checkSubject(decision, users, `consent[${index}].decision`))
}

/** Checks who is signed in. Throws `InvalidProviderOptions` for a user who is not there. */
export const checkSignedIn = (signedIn: ReadonlyArray<string>, users: Settings["users"]): void =>
  signedIn.forEach((subject, index) =>
    checkSubject({ _tag: "Approve", subject }, users, `signedIn[${index}]`, "")
  )

/** Reads a grant that is made without a flow. Throws `InvalidProviderOptions`; `place` says where it is. */
export const readGrant = (settings: Settings, grant: GrantOptions, place: string): Minting => {
  const { clients, lifetimes, users } = settings
  const client = lookUp(clients, grant.clientId)
  if (client === undefined) {
    const all = [...HashMap.keys(clients)].join(", ") || "no client at all"
    return reject(`${place}.clientId: expected one of ${all}, and is ${JSON.stringify(grant.clientId)}`)
  }
  const subject = grant.subject === null ? undefined : (grant.subject ?? users.keys().next().value)
  if (subject !== undefined) checkSubject({ _tag: "Approve", subject }, users, place)
  const scope = grant.scope ?? client.scopes ?? []
  const foreign = scope.find((value) => client.scopes !== undefined && !client.scopes.includes(value))
  if (foreign !== undefined) {
    reject(`${place}.scope: expected scopes of the client, and has ${JSON.stringify(foreign)}`)
  }
  return {
    client,
    subject,
    scope,
    accessToken: grant.accessToken,
    refreshToken: grant.refreshToken,
    expiresIn: grant.expiresIn ?? lifetimes.accessToken
  }
}

const checkSubject = (
  decision: ConsentDecision,
  users: Settings["users"],
  place: string,
  member = ".subject"
): void => {
  const subject = decision._tag === "Approve" ? decision.subject : undefined
  if (subject === undefined || users.has(subject)) return
  const all = [...users.keys()].join(", ")
  reject(`${place}${member}: expected one of the users ${all}, and is ${JSON.stringify(subject)}`)
}

/** Makes the limits of the options. Throws `InvalidProviderOptions`. */
export const makeLimits = (given: LimitOptions = {}): Required<LimitOptions> => {
  const { entries = 20_000, journal = 10_000, journalBytes = 64 * 1024 * 1024 } = given
  return { journal, journalBytes, entries }
}

/** Makes a user of the options. */
export const makeUser = ({ claims, subject }: UserOptions): User => ({ subject, claims: claims ?? {} })

const approvers = { approve, deny, ask }

const defaultUser: UserOptions = {
  subject: "user-1",
  claims: { name: "Test User", email: "user@provider.test", email_verified: true }
}

const noRequirements: Required<Omit<Requirements, "pkce">> = {
  pushedAuthorization: false,
  state: false,
  redirectUriOnRefresh: false
}

const noAllowances: Required<Allowances> = {
  plainChallenge: false,
  missingVerifier: false,
  verifierWithoutChallenge: false,
  codeReuse: false,
  redirectUriPrefix: false,
  redirectUriSubPath: false,
  missingResponseType: false,
  missingGrantType: false,
  missingRedirectUri: false,
  duplicateParameters: false,
  repeatedAuthentication: false,
  anyAuthenticationMethod: false,
  secretInUrl: false,
  unregisteredScope: false,
  ignoredResource: false,
  callbackWithoutIssuer: false,
  userinfoWithoutOpenid: false,
  accessTokenInUrl: false,
  reusedAssertion: false
}

const distinct = (clients: ReadonlyArray<ClientOptions>): ReadonlyArray<ClientOptions> => {
  const ids = new Set<string>()
  for (const { clientId } of clients) {
    if (ids.has(clientId)) reject(`Two clients have the id ${JSON.stringify(clientId)}.`)
    ids.add(clientId)
  }
  return clients
}

const makeUsers = (users: ReadonlyArray<UserOptions>): ReadonlyMap<string, User> => {
  const made = new Map<string, User>()
  for (const each of users) {
    if (made.has(each.subject)) reject(`Two users have the subject ${JSON.stringify(each.subject)}.`)
    made.set(each.subject, makeUser(each))
  }
  return made
}

const makeLifetimes = (given: MockProviderOptions["lifetimes"] = {}): Lifetimes => ({
  code: given.code ?? 60,
  accessToken: given.accessToken ?? 3600,
  idToken: given.idToken ?? 3600,
  refreshToken: given.refreshToken,
  pushedRequest: given.pushedRequest ?? 60,
  deviceCode: given.deviceCode ?? 600,
  consent: given.consent ?? 600
})
