import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { LinkingFlow, OAuth2Session } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import { instance } from "./example.ts"
import { lampsOf, relinkAll, startAcme } from "./session.ts"

describe("the guide's session", () => {
  const provider = makeProvider(({ form, url }) => {
    if (url === "https://api.acme.test/lamps") return json(["kitchen"])
    if (url === "https://api.acme.test/me") return json({ id: "7", name: "Ada" })
    return form.has("code")
      ? json({ access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", expires_in: 3600 })
      : json({ error: "invalid_grant" }, { status: 400 })
  })

  it.effect("links with a credential that was asked for, uses the account, and links it again", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const answers = ["my-client", "my-secret"]
      const sent = yield* startAcme(() => Effect.sync(() => answers.shift() ?? ""))
      const state = sent.type === "external" ? new URL(sent.url).searchParams.get("state") : null
      const linked = yield* flow.callback(new URLSearchParams({ state: state ?? "", code: "THE-CODE" }))
      if (linked.type !== "create_entry") return assert.fail("no account was made")
      assert.deepStrictEqual(yield* lampsOf(linked.account.id), ["kitchen"])
      yield* Effect.flip(OAuth2Session.use((session) => session.refresh(linked.account.id)))
      assert.deepStrictEqual(
        (yield* relinkAll).map(({ type }) => type),
        ["external"]
      )
    }).pipe(Effect.provide(Layer.provideMerge(instance, provider.layer)))
  )
})
