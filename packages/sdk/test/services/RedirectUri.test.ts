import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { CurrentHost, myRedirectUri, RedirectUri } from "../../src/index.ts"
import type { Host } from "../../src/index.ts"

const resolve = (host: Partial<Host>, frontendBase?: string) =>
  RedirectUri.use((uri) => uri.resolve({ frontendBase })).pipe(
    Effect.provide(RedirectUri.layer.pipe(Layer.provide(CurrentHost.layer(host))))
  )

describe("RedirectUri", () => {
  it.effect("is My Home Assistant's where the component is loaded", () =>
    Effect.gen(function* () {
      assert.strictEqual(
        yield* resolve({ components: new Set(["my"]) }, "https://frontend.example"),
        myRedirectUri
      )
    })
  )

  it.effect("lies below the frontend's base, or else the host's external and internal URL", () =>
    Effect.gen(function* () {
      const host = { externalUrl: "https://home.example/", internalUrl: "http://10.0.0.2:8123" }
      assert.strictEqual(
        yield* resolve(host, "https://ui.example"),
        "https://ui.example/auth/external/callback"
      )
      assert.strictEqual(yield* resolve(host), "https://home.example/auth/external/callback")
      const internal = yield* resolve({ internalUrl: host.internalUrl })
      assert.strictEqual(internal, "http://10.0.0.2:8123/auth/external/callback")
    })
  )

  it.effect("fails where there is no URL at all", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(resolve({})))._tag, "NoUrlAvailable")
    })
  )
})
