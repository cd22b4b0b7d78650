/** What holds for each profile: the SDK that it configures gets along with the mock that it makes. */
import {
  type InvalidProviderOptions,
  makeOnEffectClock,
  type MockProvider
} from "@application-credentials/mock-provider"
import {
  behaviourFromProfile,
  clientFromProfile,
  type Profile,
  rebase
} from "@application-credentials/mock-provider/profiles"
import { LinkedAccounts, LinkingFlow, OAuth2Session, type StartOptions } from "@application-credentials/sdk"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { credential, domain, layerInstance, redirectUri } from "./Instance.ts"
import { journey, type Journey } from "./NaiveClient.ts"

/** Makes the mock of a profile, with the client of the tests. */
export const makeMock = (profile: Profile): Effect.Effect<MockProvider, InvalidProviderOptions> =>
  makeOnEffectClock({
    ...behaviourFromProfile(profile),
    clients: [
      clientFromProfile(profile, {
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        redirectUris: [redirectUri]
      })
    ]
  })

/** Makes the tests of one profile. */
export const roundTrip = (profile: Profile): void => {
  describe(`the profile ${profile.name}`, () => {
    it.effect("links, refreshes and links again, and is never refused", () =>
      Effect.gen(function* () {
        const provider = yield* makeMock(profile)
        yield* goAllTheWay(profile, provider)
      })
    )

    it.effect("does the same on a server of one's own", () =>
      Effect.gen(function* () {
        const moved = rebase(profile, "https://mock.test/providers")
        yield* goAllTheWay(moved, yield* makeMock(moved))
      })
    )

    it.effect("tells that the user has to link again when the provider refuses", () =>
      Effect.gen(function* () {
        const provider = yield* makeMock(profile)
        yield* beRefused(provider).pipe(Effect.provide(layerInstance(profile, provider)))
      })
    )

    it.effect(`${told(profile)} to a client that knows RFC 6749 alone`, () =>
      Effect.gen(function* () {
        const provider = yield* makeMock(profile)
        const expected = profile.naive.fails === "nowhere" ? { fails: "nowhere", saying: "" } : profile.naive
        assert.deepStrictEqual(yield* Effect.promise(() => goNaively(profile, provider)), expected)
      })
    )
  })
}

const told = ({ naive }: Profile): string =>
  naive.fails === "nowhere"
    ? `is no obstacle (${naive.because})`
    : `is an obstacle at ${naive.fails} (${naive.saying})`

/** Links as a client that knows RFC 6749 alone does, and gives how far it comes. */
export const goNaively = (profile: Profile, provider: MockProvider): Promise<Journey> => {
  const isPublic = profile.clientAuthentication.every((method) => method === "none")
  return journey(provider, {
    clientId: credential.clientId,
    ...(isPublic ? {} : { clientSecret: Redacted.value(credential.clientSecret) }),
    redirectUri,
    scopes: profile.scopes
  })
}

/** Links with the SDK, refreshes, and links again; fails where the provider refuses anything. */
export const goAllTheWay = (profile: Profile, provider: MockProvider) =>
  Effect.gen(function* () {
    yield* linkAndUse(profile, provider)
    const refusals = provider.journal.flatMap(({ rule }) => rule ?? [])
    assert.deepStrictEqual(refusals, [])
  }).pipe(Effect.provide(layerInstance(profile, provider)))

const linkAndUse = Effect.fnUntraced(function* (profile: Profile, provider: MockProvider) {
  const id = yield* link(provider, { domain })
  yield* expectLive(provider, id)
  yield* keepAlive(profile, provider, id)
  yield* link(provider, { domain, source: { type: "reauth", accountId: id } })
  yield* expectLive(provider, id)
  yield* keepAlive(profile, provider, id)
})

const beRefused = Effect.fnUntraced(function* (provider: MockProvider) {
  const query = new URLSearchParams(yield* visit(provider, { domain }))
  query.set("code", "a code of nobody")
  const result = yield* LinkingFlow.use((flow) => flow.callback(query))
  assert.deepInclude(result, { type: "abort", reason: "oauth_unauthorized" })
})

/** Links as a user who agrees, and gives the account. */
const link = Effect.fnUntraced(function* (provider: MockProvider, options: StartOptions) {
  const query = new URLSearchParams(yield* visit(provider, options))
  const result = yield* LinkingFlow.use((flow) => flow.callback(query))
  if (options.source === undefined) assert.strictEqual(result.type, "create_entry")
  else assert.deepInclude(result, { type: "abort", reason: "reauth_successful" })
  const [account, ...others] = yield* LinkedAccounts.use(({ list }) => list)
  assert.strictEqual(others.length, 0)
  return account?.id ?? assert.fail("There is no account.")
})

/** Goes to the provider, and gives the query of its callback. */
const visit = Effect.fnUntraced(function* (provider: MockProvider, options: StartOptions) {
  const flow = yield* LinkingFlow
  const first = yield* flow.start(options)
  const started = first.type === "form" ? yield* flow.confirm(first.flowId) : first
  if (started.type !== "external") return assert.fail(`The user is not sent to the provider: ${started.type}`)
  const answer = provider.handle({ method: "GET", url: started.url, headers: {}, body: "" })
  const location = answer._tag === "Response" ? answer.headers["location"] : undefined
  return new URL(location ?? assert.fail("The provider does not call back.")).search
})

const accessTokenOf = (id: string) =>
  Effect.map(
    LinkedAccounts.use((accounts) => accounts.get(id)),
    ({ token }) => Redacted.value(token.accessToken)
  )

const expectLive = Effect.fnUntraced(function* (provider: MockProvider, id: string) {
  assert.isTrue(provider.isLive(yield* accessTokenOf(id)), "the access token is good")
})

/** Uses the account past the end of its token, several times where the token can be renewed. */
const keepAlive = Effect.fnUntraced(function* (profile: Profile, provider: MockProvider, id: string) {
  const session = yield* OAuth2Session
  const lifetime = profile.lifetimes?.accessToken ?? defaultLifetime
  if (lifetime === "unlimited") {
    const before = yield* accessTokenOf(id)
    yield* TestClock.adjust("1000 days")
    yield* session.validToken(id)
    assert.strictEqual(yield* accessTokenOf(id), before)
    return yield* expectLive(provider, id)
  }
  if (profile.quirks.some(({ name }) => name === "noRefreshToken")) {
    yield* TestClock.adjust(lifetime * 1000)
    const error = yield* Effect.flip(session.validToken(id))
    return assert.deepInclude(error, { _tag: "ReauthenticationRequired", reason: "noRefreshToken" })
  }
  for (let times = 0; times < 3; times++) {
    const before = yield* accessTokenOf(id)
    yield* TestClock.adjust(lifetime * 1000)
    assert.isFalse(provider.isLive(before), "the access token has expired")
    yield* session.validToken(id)
    assert.notStrictEqual(yield* accessTokenOf(id), before)
    yield* expectLive(provider, id)
  }
})

/** The mock's, in seconds, where no source says how long a token lives. */
const defaultLifetime = 3600
