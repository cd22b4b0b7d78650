import {
  AccountLinkServer,
  fetch,
  layerHttpClient,
  layerWebSocketConstructor
} from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { TestClock } from "effect/testing"
import { cloudServer, CredentialStore } from "../../src/index.ts"
import { credential, makeStrictProvider } from "../StrictProvider.ts"
import { until } from "../until.ts"
import { cloudInstance, linkAndRemove } from "./implementations.ts"

const { provider } = makeStrictProvider({ issuer: "https://accounts.acme.test" })
const cloud = AccountLinkServer.make({
  origin: cloudServer,
  services: [{ service: "acme", minVersion: "2026.1.0" }]
})

const instance = (services: AccountLinkServer) =>
  Layer.provideMerge(
    cloudInstance,
    Layer.mergeAll(
      layerHttpClient(provider, { elsewhere: fetch(services) }),
      layerWebSocketConstructor(services),
      SecureRandom.layerWebCrypto,
      Digest.layerWebCrypto
    )
  )

describe("the guide's implementations", () => {
  it.effect("link through the cloud", () =>
    Effect.gen(function* () {
      const visit = (url: string) => Effect.asVoid(Effect.promise(() => fetch(cloud)(url)))
      const removed = yield* linkAndRemove(visit)
      assert.deepStrictEqual("revocation" in removed && removed.revocation, { type: "unsupported" })
    }).pipe(Effect.provide(instance(cloud)))
  )

  it.effect("link on another device, at a server that was discovered, and revoke", () =>
    Effect.gen(function* () {
      yield* CredentialStore.use((store) => store.create({ domain: "acme", credential }))
      let userCode = ""
      const approve = (_: string, code = "") =>
        Effect.sync(() => {
          userCode = code
          assert.isTrue(provider.decideDevice(code, { _tag: "Approve" }))
        })
      provider.setConsent("ask")
      const running = yield* Effect.forkChild(linkAndRemove(approve, true))
      yield* until(() => userCode !== "")
      yield* TestClock.adjust("5 seconds")
      const removed = yield* Fiber.join(running)
      assert.deepStrictEqual("revocation" in removed && removed.revocation, { type: "revoked" })
    }).pipe(Effect.provide(instance(AccountLinkServer.make({ origin: cloudServer }))))
  )
})
