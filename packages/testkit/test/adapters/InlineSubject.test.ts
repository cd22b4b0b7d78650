import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation
} from "@application-credentials/sdk"
import { describe, expect, it } from "@effect/vitest"
import { Clock, Effect, Random } from "effect"
import { SecureRandom } from "effect/crypto"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import {
  authorize,
  exchange,
  make,
  makeHostOwn,
  perform,
  placeholders,
  refresh,
  tokenAnswer,
  urlOf,
  valueOf
} from "./typescript/subjects.ts"

const server = new AuthorizationServer({
  authorizeUrl: "https://acme.io/authorize",
  tokenUrl: "https://acme.io/token"
})

const definition = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(server),
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(localImplementation({ domain, credential, server, pkce: true })),
  getDescriptionPlaceholders: (host) =>
    Effect.gen(function* () {
      yield* Effect.logDebug("asked", host.instanceName)
      const start = yield* Clock.currentTimeMillis
      yield* Effect.sleep("1 hour")
      const bytes = yield* SecureRandom.SecureRandom.use((random) => random.randomBytes(4))
      return {
        waited: String((yield* Clock.currentTimeMillis) - start),
        random: String(yield* Random.next),
        bytes: bytes.join()
      }
    })
})

describe("InlineSubject", () => {
  it.effect("describes a definition's hooks", () =>
    Effect.gen(function* () {
      const subject = yield* InlineSubject.make(definition)
      const module = yield* subject.load
      expect(Object.keys(module.hooks)).toEqual([
        "getAuthorizationServer",
        "getAuthImplementation",
        "getDescriptionPlaceholders"
      ])
      expect(module.hooks.getAuthImplementation?.parameters.map(({ name }) => name)).toEqual([
        "_host",
        "domain",
        "credential"
      ])
    })
  )

  it.effect("gives the outcomes that a worker gives", () =>
    Effect.gen(function* () {
      const subject = yield* InlineSubject.make(definition)
      const [, authorized] = yield* perform(subject, [make, authorize])
      const outcomes = yield* perform(subject, [exchange(urlOf(authorized)), refresh], { fresh: false })
      expect(outcomes.map(valueOf)).toMatchObject([
        { stored: { access_token: "access-2", expires_at: 1_700_003_600 } },
        { refreshed: { refresh_token: "refresh-1", account: 7 } }
      ])
      const failed = yield* perform(subject, [makeHostOwn, refresh], { answer: tokenAnswer({}, 401) })
      expect(failed[1]).toMatchObject({ _tag: "raised", error: { kind: "reauthentication" } })
      const late = yield* perform(subject, [make, refresh], { answer: { _tag: "NeverAnswers" } })
      expect(late[1]).toMatchObject({ _tag: "raised", error: { kind: "transient" } })
    })
  )

  it.effect("runs with a clock, randomness and a log of its own", () =>
    Effect.gen(function* () {
      const subject = yield* InlineSubject.make(definition)
      const [first] = yield* perform(subject, [placeholders])
      const [again] = yield* perform(subject, [placeholders])
      const [other] = yield* perform(subject, [placeholders], { entropy: 2 })
      expect(valueOf(first)).toMatchObject({ waited: "3600000" })
      expect(again).toEqual(first)
      expect(valueOf(other)).not.toEqual(valueOf(first))
      expect(first).toMatchObject({
        trace: { logs: [{ level: "DEBUG", message: "asked Home" }], activity: [] }
      })
    })
  )

  it.effect("finds a wait that never ends", () =>
    Effect.gen(function* () {
      const subject = yield* InlineSubject.make({ getDescriptionPlaceholders: () => Effect.never })
      expect(yield* perform(subject, [placeholders])).toMatchObject([{ _tag: "hung" }])
    })
  )

  it.effect("dies of what the script's own answers throw", () =>
    Effect.gen(function* () {
      const subject = yield* InlineSubject.make(definition)
      const answer = () => {
        throw new Error("the runner's fault")
      }
      const exit = yield* Effect.exit(perform(subject, [make, refresh], { answer }))
      expect(String(exit)).toContain("the runner's fault")
    })
  )
})
