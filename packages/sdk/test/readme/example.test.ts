import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Token } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import { instance, linkAcme } from "./example.ts"

describe("the guide to hosting", () => {
  const provider = makeProvider(({ url }) =>
    url.endsWith("/me")
      ? json({ id: "7", name: "Ada" })
      : json({ access_token: "ACCESSTOKEN", token_type: "bearer", expires_in: 3600 })
  )
  it.effect("links an account", () =>
    Effect.gen(function* () {
      const agree = (url: string) => {
        const { searchParams } = new URL(url)
        return Effect.succeed(
          new URLSearchParams({ state: searchParams.get("state") ?? "", code: "THE-CODE" })
        )
      }
      const token = yield* linkAcme(agree)
      assert.strictEqual(token instanceof Token && Redacted.value(token.accessToken), "ACCESSTOKEN")
      assert.strictEqual(provider.seen[0]?.url, "https://acme.test/oauth/token")
    }).pipe(Effect.provide(Layer.provideMerge(instance, provider.layer)))
  )
})
