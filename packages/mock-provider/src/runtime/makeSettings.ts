/** The core's settings, made of options. */
import { HashMap } from "effect"
import type { Approver } from "../core/Consent.ts"
import { approve, approveByRules, ask, deny } from "../core/Consent.ts"
import type { Allowances, DeviceOptions, Requirements } from "../core/ProviderBehaviour.ts"
import { makeRotationPolicy } from "../core/Rotation.ts"
import type { Lifetimes, Settings } from "../core/Settings.ts"
import type { User } from "../core/User.ts"
import { makeClient } from "./makeClient.ts"
import { makeEndpoints, issuerOf, makePages, makeUrls } from "./makeEndpoints.ts"
import type {
  ClientOptions,
  ConsentOptions,
  LimitOptions,
  MockProviderOptions,
  UserOptions
} from "./MockProviderOptions.ts"
import { reject } from "./InvalidProviderOptions.ts"

/**
 * Makes the core's settings of options. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeSettings = (options: MockProviderOptions): Settings => {
  const { accessTokens, device, deviations, require, tokenMembers } = options
  const issuer = issuerOf(options)
  const urls = makeUrls(issuer, options.endpoints)
  return {
    issuer,
    urls,
    endpoints: makeEndpoints(urls),
    pages: makePages(issuer, options.endpoints),
    clients: HashMap.fromIterable(
      distinct(options.clients).map((client) => [client.clientId, makeClient(client)])
    ),
    users: makeUsers(options.users ?? [defaultUser]),
    lifetimes: lifetimesOf(options.lifetimes),
    rotation: rotationOf(options.rotation),
    accessTokens: accessTokens?.format ?? "opaque",
    algorithm: accessTokens?.algorithm ?? "RS256",
    idTokens: options.idTokens ?? true,
    require: { ...noRequirements, ...require },
    allow: { ...noAllowances, ...options.allow },
    device: deviceOf(device),
    deviations: deviations ?? {},
    approver: makeApprover(options.consent ?? "approve"),
    tokenMembers: tokenMembers ?? {},
    capacity: makeLimits(options.limits).entries
  }
}

/**
 * Makes the approver of the options.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeApprover = (consent: ConsentOptions): Approver => {
  if (typeof consent === "function") return consent
  return typeof consent === "string" ? approvers[consent] : approveByRules(consent)
}

/**
 * Makes the limits of the options. Throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeLimits = (given: LimitOptions = {}): Required<LimitOptions> => {
  const { entries = 20_000, journal = 10_000, journalBytes = 64 * 1024 * 1024 } = given
  if (!(journal >= 0)) reject(`limits.journal has to be a number from 0, and is: ${journal}`)
  if (!(entries >= 2)) reject(`limits.entries has to be a number from 2, and is: ${entries}`)
  if (!(journalBytes >= 0)) reject(`limits.journalBytes has to be a number from 0, and is: ${journalBytes}`)
  return { journal, journalBytes, entries }
}

/**
 * Makes a user of the options.
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeUser = ({ claims, subject }: UserOptions): User => {
  if (subject === "") reject("A user has an empty subject.")
  return { subject, claims: claims ?? {} }
}

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
  callbackWithoutIssuer: false,
  userinfoWithoutOpenid: false,
  accessTokenInUrl: false
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
  if (made.size === 0) reject("There is no user: leave `users` out for a default one.")
  return made
}

// The others are told to clients in answers, as a number.
const endless = new Set(["accessToken", "code", "consent", "refreshToken"])

const lifetimesOf = (given: MockProviderOptions["lifetimes"] = {}): Lifetimes => {
  for (const [name, seconds] of Object.entries(given)) {
    const mayBeEndless = seconds !== Infinity || endless.has(name)
    if (!(seconds >= 0 && mayBeEndless)) {
      reject(`lifetimes.${name} has to be a number of seconds, and is: ${seconds}`)
    }
  }
  return {
    code: given.code ?? 60,
    accessToken: given.accessToken ?? 3600,
    idToken: given.idToken ?? 3600,
    refreshToken: given.refreshToken,
    pushedRequest: given.pushedRequest ?? 60,
    deviceCode: given.deviceCode ?? 600,
    consent: given.consent ?? 600
  }
}

const deviceOf = ({ interval = 5, pendingPolls = 0 }: DeviceOptions = {}): Required<DeviceOptions> => {
  if (!(interval > 0)) reject(`device.interval has to be a number of seconds above 0, and is: ${interval}`)
  if (!(pendingPolls >= 0)) reject(`device.pendingPolls has to be a number from 0, and is: ${pendingPolls}`)
  return { interval, pendingPolls }
}

const rotationOf = (rotation: MockProviderOptions["rotation"] = "rotate") => {
  const policy = makeRotationPolicy(rotation)
  if (!(policy.graceMillis >= 0)) reject("rotation.grace.seconds has to be a number of seconds.")
  if (!(policy.maxLive >= 1)) reject("rotation.maxLive has to be a number from 1.")
  return policy
}
