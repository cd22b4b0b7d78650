import { assert, describe, it } from "@effect/vitest"
import { TestClock } from "effect/testing"
import { Effect, Layer, Queue, Schedule, Schema } from "effect"
import type { Connection, MessageBase } from "home-assistant-js-websocket"
import { EntryChangeItem } from "../../src/http/index.ts"
import {
  LinkingFlow,
  makeRefreshPolicy,
  OAuth2Session,
  RefreshPolicy,
  removeAccount
} from "../../src/index.ts"
import { link } from "../flows/Instance.ts"
import { json } from "../Provider.ts"
import { callApi } from "./Frontend.ts"
import { adminToken, baseUrl, connect, failing, layerServer, userToken } from "./Server.ts"

const ask = (client: Connection, message: MessageBase) =>
  Effect.promise(() => client.sendMessagePromise<unknown>(message))

const subscribed = Effect.fnUntraced(function* (client: Connection, message: MessageBase) {
  const events = yield* Queue.unbounded<unknown>()
  yield* Effect.promise(() => client.subscribeMessage((event) => Queue.offerUnsafe(events, event), message))
  return Queue.take(events)
})

const addCredential = Effect.flatMap(connect(adminToken), (client) =>
  ask(client, {
    type: "application_credentials/create",
    domain: "acme",
    client_id: "id",
    client_secret: "CLIENTSECRET"
  })
)

describe("who may", () => {
  const calls = [
    ["POST", "flow", { handler: "acme" }],
    ["GET", "flow/1", undefined],
    ["POST", "flow/1", {}],
    ["DELETE", "flow/1", undefined],
    ["DELETE", "entry/1", undefined],
    ["POST", "entry/1/reload", undefined]
  ] as const

  it.effect("link, end and remove: administrators", () =>
    Effect.gen(function* () {
      for (const [method, path, body] of calls) {
        for (const token of [userToken, "a-token-that-was-forged", "Bearer a-token-that-was-forged"]) {
          const answered = yield* callApi(method, path, body, { token })
          assert.deepStrictEqual(answered, { status: 401, body: "401: Unauthorized" }, `${method} ${path}`)
        }
        const { status } = yield* callApi(method, path, body)
        assert.strictEqual(status, path === "flow" ? 200 : 404, `${method} ${path}`)
      }
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("list: all users", () =>
    Effect.gen(function* () {
      const client = yield* connect(userToken)
      assert.deepStrictEqual(yield* callApi("GET", "flow_handlers", undefined, { token: userToken }), {
        status: 200,
        body: ["acme"]
      })
      assert.deepStrictEqual((yield* callApi("GET", "entry", undefined, { token: userToken })).body, [])
      assert.deepStrictEqual(yield* ask(client, { type: "config_entries/get" }), [])
      assert.deepInclude(yield* ask(client, { type: "auth/current_user" }), { id: "guest", is_admin: false })
      assert.deepInclude(yield* ask(client, { type: "get_config" }), { location_name: "Home" })
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("see flows in progress and their ends: administrators", () =>
    Effect.gen(function* () {
      const client = yield* connect(userToken)
      const unauthorized = { code: "unauthorized", message: "Unauthorized" }
      for (const message of [
        { type: "config_entries/flow/progress" },
        { type: "config_entries/flow/subscribe" },
        { type: "config_entries/get_single", entry_id: "1" },
        { type: "subscribe_events" },
        { type: "subscribe_events", event_type: "data_entry_flow_progressed" }
      ]) {
        assert.deepStrictEqual(yield* failing(client, message), unauthorized, JSON.stringify(message))
      }
      assert.isUndefined(yield* failing(client, { type: "subscribe_events", event_type: "component_loaded" }))
    }).pipe(Effect.provide(layerServer()))
  )
})

describe("a request that cannot be", () => {
  const message = (text: string) => ({ message: text })
  it.effect.each<[string, "POST" | "GET" | "DELETE", string, unknown, number, unknown]>([
    [
      "an unknown integration",
      "POST",
      "flow",
      { handler: "nobody" },
      404,
      message("Invalid handler specified")
    ],
    [
      "no integration",
      "POST",
      "flow",
      {},
      400,
      message("Message format incorrect: required key not provided @ data['handler']. Got None")
    ],
    [
      "an unknown account",
      "POST",
      "flow",
      { handler: "acme", entry_id: "1" },
      404,
      message("Invalid entry specified")
    ],
    ["an unknown flow", "GET", "flow/none", undefined, 404, message("Invalid flow specified")],
    ["the end of an unknown flow", "DELETE", "flow/none", undefined, 404, message("Invalid flow specified")],
    ["an unknown account's end", "DELETE", "entry/none", undefined, 404, message("Invalid entry specified")]
  ])("is refused: %s", ([, method, path, body, status, expected]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* callApi(method, path, body), { status, body: expected })
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("is refused: what is no JSON, is too large, or comes from no frontend", () =>
    Effect.gen(function* () {
      const base = yield* baseUrl
      const post = (body: string, headers: Record<string, string> = {}) =>
        Effect.promise(async () => {
          const response = await fetch(`${base}/api/config/config_entries/flow`, {
            method: "POST",
            body,
            headers: { authorization: `Bearer ${adminToken}`, ...headers }
          })
          return [response.status, await response.text()]
        })
      assert.deepStrictEqual(yield* post("{"), [400, '{"message":"Invalid JSON."}'])
      assert.strictEqual((yield* post(`{"handler":"${"x".repeat(70_000)}"}`))[0], 413)
      const script = { "HA-Frontend-Base": "javascript:alert(1)" }
      assert.strictEqual((yield* post('{"handler":"acme"}', script))[0], 400)
    }).pipe(Effect.provide(layerServer()))
  )
})

describe("flows in progress", () => {
  it.effect("are reported as they come and go, with whom they are about", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      yield* addCredential
      const account = yield* link
      const next = yield* subscribed(client, { type: "config_entries/flow/subscribe" })
      assert.deepStrictEqual(yield* next, [])
      const flow = yield* LinkingFlow
      const source = { type: "reauth", accountId: account.id } as const
      const { flowId: flow_id } = yield* flow.start({ domain: "acme", source })
      const item = {
        flow_id,
        handler: "acme",
        step_id: "reauth_confirm",
        context: { source: "reauth", entry_id: account.id, title_placeholders: { name: "id" } }
      }
      assert.deepStrictEqual(yield* next, [{ type: "added", flow_id, flow: item }])
      assert.deepStrictEqual(yield* ask(client, { type: "config_entries/flow/progress" }), [item])
      const later = yield* subscribed(client, { type: "config_entries/flow/subscribe" })
      assert.deepStrictEqual(yield* later, [{ type: null, flow_id, flow: item }])
      const form = yield* callApi("GET", `flow/${flow_id}`)
      assert.deepInclude(form.body, { type: "form", step_id: "reauth_confirm", data_schema: [] })
      yield* removeAccount(account.id)
      assert.deepStrictEqual(yield* next, [{ type: "removed", flow_id }])
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("are ended by an administrator, and those who wait for them are notified", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      yield* addCredential
      const next = yield* subscribed(client, {
        type: "subscribe_events",
        event_type: "data_entry_flow_progressed"
      })
      const { flowId } = yield* LinkingFlow.use((flow) => flow.start({ domain: "acme" }))
      assert.deepStrictEqual(yield* callApi("DELETE", `flow/${flowId}`), {
        status: 200,
        body: { message: "Flow aborted" }
      })
      assert.deepInclude(yield* next, { data: { handler: "acme", flow_id: flowId, refresh: true } })
      assert.strictEqual((yield* callApi("GET", `flow/${flowId}`)).status, 404)
    }).pipe(Effect.provide(layerServer()))
  )
})

const states = (event: unknown) =>
  Schema.decodeUnknownSync(Schema.Array(EntryChangeItem))(event).map(({ type, entry }) => [type, entry.state])

describe("accounts", () => {
  it.effect("say whether they work, once that is asked", () => {
    let isAway = false
    const token = { access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", expires_in: 1 }
    return Effect.gen(function* () {
      const client = yield* connect(adminToken)
      yield* addCredential
      const { id } = yield* link
      const next = yield* subscribed(client, { type: "config_entries/subscribe" })
      assert.deepStrictEqual(states(yield* next), [[null, "loaded"]])
      isAway = true
      yield* callApi("POST", `entry/${id}/reload`)
      assert.deepStrictEqual(states(yield* next), [["updated", "setup_retry"]])
      isAway = false
      // What was unclear is asked for again after a minute.
      yield* TestClock.adjust("1 minute")
      yield* callApi("POST", `entry/${id}/reload`)
      assert.deepStrictEqual(states(yield* next), [["updated", "loaded"]])
    }).pipe(Effect.provide(layerServer({ answer: () => (isAway ? json({}) : json(token)) })))
  })

  it.effect("say that their provider is away, whoever found that out", () => {
    let isAway = false
    const token = { access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN", expires_in: 1 }
    const policy = Layer.succeed(RefreshPolicy, makeRefreshPolicy({ schedule: Schedule.recurs(0) }))
    return Effect.gen(function* () {
      const client = yield* connect(adminToken)
      yield* addCredential
      const { id } = yield* link
      const next = yield* subscribed(client, { type: "config_entries/subscribe" })
      assert.deepStrictEqual(states(yield* next), [[null, "loaded"]])
      const session = yield* OAuth2Session
      isAway = true
      yield* Effect.flip(session.refresh(id))
      assert.deepStrictEqual(states(yield* next), [["updated", "setup_retry"]])
      isAway = false
      yield* session.refresh(id)
      assert.deepStrictEqual(states(yield* next), [["updated", "loaded"]])
    }).pipe(
      Effect.provide(
        Layer.provide(
          layerServer({ answer: () => (isAway ? json({}, { status: 503 }) : json(token)) }),
          policy
        )
      )
    )
  })
})
