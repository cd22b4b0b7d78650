import {
  makeStoppedClock,
  MockProvider,
  type MockProviderOptions
} from "@application-credentials/mock-provider"
import {
  behaviourFromProfile,
  clientFromProfile,
  naiveStepOf,
  type Profile,
  profiles,
  type Quirk,
  quirks
} from "@application-credentials/mock-provider/profiles"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { credential, redirectUri } from "./Instance.ts"
import { goAllTheWay, goNaively, makeMock } from "./RoundTripLaws.ts"

/** A provider that is the standard, apart from the quirk that it is given. */
const standard = (quirk: ReadonlyArray<Quirk> = []): Profile => ({
  name: "standard",
  title: "Standard",
  endpoints: {
    authorize: "https://standard.test/authorize",
    token: "https://standard.test/token",
    refresh: "https://other.standard.test/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["read", "write"],
  quirks: quirk,
  rotation: "rotate",
  sources: [],
  naive: { fails: "nowhere", because: "it is the standard" }
})

/** Each quirk as the profiles have it, once for each choice of its parameters. */
const inUse = new Map(
  profiles.flatMap(({ quirks }) => quirks.map((quirk) => [JSON.stringify(quirk), quirk] as const))
)

describe("a quirk", () => {
  it.each(Object.keys(quirks))("is one that a provider has: %s", (name) => {
    assert.isTrue([...inUse.values()].some((quirk) => quirk.name === name))
  })

  it.each([...inUse])("alone stops a client of RFC 6749 where it says: %s", async (_, quirk) => {
    const { fails } = await goNaively(standard([quirk]), sameEachTime(standard([quirk])))
    assert.strictEqual(fails, naiveStepOf(quirk))
  })

  it.each([...inUse])("alone changes what goes over the wire: %s", async (_, quirk) => {
    assert.notDeepEqual(await wireOf(standard([quirk])), await wireOf(standard()))
  })

  it.effect.each([...inUse])("alone is no obstacle to the SDK: %s", ([, quirk]) =>
    Effect.gen(function* () {
      yield* goAllTheWay(standard([quirk]), yield* makeMock(standard([quirk])))
    })
  )
})

describe("a provider without quirks", () => {
  it("is no obstacle to a client of RFC 6749", async () => {
    assert.strictEqual((await goNaively(standard(), sameEachTime(standard()))).fails, "nowhere")
  })

  it("answers the same each time here, so that what differs is the quirk's", async () => {
    assert.deepEqual(await wireOf(standard()), await wireOf(standard()))
  })
})

/** What a naive client is answered, and what others are that are refused. */
const wireOf = async (profile: Profile) => {
  const provider = sameEachTime(profile)
  await goNaively(profile, provider)
  askInVain(provider)
  return provider.journal.map(({ answer }) => Redacted.value(answer))
}

/** Asks as a client with a wrong secret, as one that is not known, and with an access token of nobody. */
const askInVain = ({ endpoints, handle }: MockProvider): void => {
  const grant = "grant_type=refresh_token&refresh_token=of-nobody"
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  for (const id of [credential.clientId, "nobody"]) {
    const authorization = `Basic ${btoa(`${id}:wrong`)}`
    handle({ method: "POST", url: endpoints.token, headers: { ...headers, authorization }, body: grant })
  }
  handle({ method: "GET", url: endpoints.resource ?? "", headers: { authorization: "Bearer no" }, body: "" })
}

const sameEachTime = (profile: Profile): MockProvider => {
  let count = 0
  const options: MockProviderOptions = {
    ...behaviourFromProfile(profile),
    clients: [
      clientFromProfile(profile, {
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        redirectUris: [redirectUri]
      })
    ],
    clock: makeStoppedClock(0),
    randomBytes: (size) => new Uint8Array(size).fill(++count)
  }
  return MockProvider.make(options)
}
