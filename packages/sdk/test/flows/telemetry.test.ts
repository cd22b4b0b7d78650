import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import type { Metric } from "effect"
import { LinkingFlow, makeRefreshPolicy, OAuth2Session, RefreshPolicy } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { takeDown } from "../telemetry.ts"
import { agree, link, makeInstance } from "./Instance.ts"

/** The counters and histograms of a name, by their labels. */
const countsOf = (metrics: ReadonlyArray<Metric.Metric.Snapshot>, name: string) =>
  Object.fromEntries(
    metrics
      .filter(({ id }) => id === `application_credentials_${name}`)
      .map(({ attributes, state }) => [
        Object.entries(attributes ?? {})
          .filter(([label]) => label !== "time_unit")
          .map(([, value]) => value)
          .toSorted()
          .join(" "),
        "count" in state ? Number(state.count) : undefined
      ])
  )

const refused = Effect.gen(function* () {
  const { id } = yield* link
  yield* Effect.ignore(OAuth2Session.use((session) => session.refresh(id)))
  yield* Effect.ignore(OAuth2Session.use((session) => session.refresh(id)))
})

describe("a flow tells", () => {
  it.effect("counters how it began and ended", () =>
    Effect.gen(function* () {
      const { metrics } = yield* takeDown(
        Effect.gen(function* () {
          const flow = yield* LinkingFlow
          const { id } = yield* link
          const query = agree(yield* flow.start({ domain: "acme" }))
          query.set("error", "access_denied")
          yield* flow.callback(query)
          yield* Effect.ignore(flow.callback(query))
          yield* Effect.ignore(flow.callback(new URLSearchParams()))
          const reauth = yield* flow.start({ domain: "acme", source: { type: "reauth", accountId: id } })
          yield* flow.cancel(reauth.flowId)
        })
      )
      assert.deepStrictEqual(countsOf(metrics, "flows_started"), { "acme user": 2, "acme reauth": 1 })
      assert.deepStrictEqual(countsOf(metrics, "flows_ended"), {
        "acme create_entry user": 1,
        "acme user user_rejected_authorize": 1,
        "acme cancelled reauth": 1
      })
      assert.deepStrictEqual(countsOf(metrics, "callbacks_refused"), { StateReplayed: 1, StateMissing: 1 })
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("does not count as ended while it waits for a credential", () =>
    Effect.gen(function* () {
      const { logs, metrics } = yield* takeDown(LinkingFlow.use((flow) => flow.start({ domain: "acme" })))
      assert.deepStrictEqual(countsOf(metrics, "flows_ended"), {})
      assert.isTrue(logs.some(({ annotations }) => annotations["link.step"] === "missing_credentials"))
    }).pipe(Effect.provide(makeInstance({ credentials: [] }).layer))
  )

  it.effect("logs and spans which integration, which flow and why", () => {
    const { layer } = makeInstance({ answer: () => json({ error: "invalid_grant" }, { status: 400 }) })
    return Effect.gen(function* () {
      const { logs, spans } = yield* takeDown(
        LinkingFlow.use((flow) =>
          Effect.flatMap(flow.start({ domain: "acme" }), (started) => flow.callback(agree(started)))
        )
      )
      const ended = logs.find(({ annotations }) => annotations["link.reason"] === "oauth_unauthorized")
      const span = spans.find(({ name }) => name === "LinkingFlow.callback")
      if (ended === undefined || span === undefined) return assert.fail("the end is not told")
      assert.strictEqual(ended.level, "Warn")
      assert.include(ended.annotations, { "link.domain": "acme", "link.source": "user" })
      assert.include(ended.annotations["link.error"], "invalid_grant")
      assert.strictEqual(span.attributes.get("link.reason"), "oauth_unauthorized")
      assert.strictEqual(span.attributes.get("link.flow_id"), ended.annotations["link.flow_id"])
    }).pipe(Effect.provide(layer))
  })
})

describe("a refresh tells", () => {
  it.effect("counters its outcome, and a histogram how long it took", () =>
    Effect.gen(function* () {
      const { metrics } = yield* takeDown(
        Effect.flatMap(link, ({ id }) => OAuth2Session.use((session) => session.refresh(id)))
      )
      assert.deepStrictEqual(countsOf(metrics, "refreshes"), { "acme refreshed": 1 })
      assert.deepStrictEqual(countsOf(metrics, "refresh_duration"), { acme: 1 })
    }).pipe(Effect.provide(makeInstance().layer))
  )

  const dying = makeInstance({
    answer: (_, count) =>
      count === 1
        ? json({ access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN" })
        : json({ error: "invalid_grant" }, { status: 400 })
  })
  it.effect("logs once that an account has to be linked again", () =>
    Effect.gen(function* () {
      const { logs, metrics, spans } = yield* takeDown(refused)
      assert.deepStrictEqual(countsOf(metrics, "refreshes"), { "ReauthenticationRequired acme": 1 })
      const records = logs.filter(({ message }) => String(message).includes("has to be linked again"))
      assert.deepStrictEqual(
        records.map(({ level }) => level),
        ["Warn"]
      )
      assert.include(records[0]?.annotations, {
        "account.domain": "acme",
        "account.implementation": "acme_id"
      })
      const span = spans.find(({ name }) => name === "OAuth2Session.refreshAccount")
      assert.strictEqual(span?.attributes.get("refresh.outcome"), "ReauthenticationRequired")
    }).pipe(Effect.provide(Layer.provide(dying.layer, Layer.succeed(RefreshPolicy, makeRefreshPolicy()))))
  )
})
